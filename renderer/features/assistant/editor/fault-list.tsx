import { Alert, AlertTitle, Box, Link } from '@mui/material'
import { useTranslation } from 'react-i18next'
import type { FlowFault } from '../flow/contract-types.ts'
import { stepsOf } from '../flow/faults.ts'
import type { Model } from '../flow/model.ts'
import { useFaultText } from './fault-text.ts'

/** Faults with file and line; each leads to its step when one can be shown. */
export function FaultList(props: {
  title: string
  text?: string
  faults: readonly FlowFault[]
  model?: Model | null
  select?: (id: string) => void
}) {
  const { t } = useTranslation('assistant')
  const textOf = useFaultText()
  const { model, select } = props
  return (
    <Alert severity="error" variant="outlined" sx={{ alignItems: 'flex-start' }}>
      <AlertTitle>{props.title}</AlertTitle>
      {props.text}
      <Box component="ul" sx={{ m: 0, mt: props.text ? 1 : 0, pl: 2.5, display: 'grid', gap: 1 }}>
        {props.faults.map((fault) => {
          const [step] = model ? stepsOf(fault, model) : []
          const where = fault.line === null ? fault.file : t('faults.line', { file: fault.file, line: fault.line })
          return (
            <li key={`${fault.file} ${fault.path} ${fault.code} ${fault.reason}`}>
              {textOf(fault)}
              <Box sx={{ color: 'text.secondary', fontSize: '0.825rem', overflowWrap: 'anywhere' }}>
                {[where, fault.path].filter((part) => part !== '').join(' · ')}
              </Box>
              {step !== undefined && select && (
                <Link component="button" type="button" variant="body2" onClick={() => select(step)}>
                  {t('faults.go', { step })}
                </Link>
              )}
            </li>
          )
        })}
      </Box>
    </Alert>
  )
}
