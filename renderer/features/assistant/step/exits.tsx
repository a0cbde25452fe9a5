import ArrowForward from '@mui/icons-material/ArrowForward'
import { Box, IconButton, Tooltip } from '@mui/material'
import { useTranslation } from 'react-i18next'
import { textAt } from '../flow/json.ts'
import { putInFlow } from '../flow/model.ts'
import { singleExits } from '../flow/steps.ts'
import { Section } from './section.tsx'
import type { StepProps } from './step-props.ts'
import { TargetField } from './target-field.tsx'

/** Where the step leads, apart from the options of a menu. */
export function Exits(props: StepProps & { select: (id: string | null) => void }) {
  const { id, step, model, edit } = props
  const { t } = useTranslation('assistant')
  const exits = singleExits(step)
  if (exits.length === 0) return null
  return (
    <Section title={t('exits.title')}>
      {exits.map(({ field, optional }) => {
        const to = textAt(step, [field]) ?? null
        return (
          <Box key={field} sx={{ display: 'flex', gap: 0.5, alignItems: 'center' }}>
            <TargetField
              label={t(`exits.${field}`)}
              model={model}
              front={props.front}
              value={to}
              optional={optional}
              onChange={edit && ((next) => edit((files) => putInFlow(files, ['steps', id, field], next ?? undefined)))}
            />
            {to !== null && Object.hasOwn(model.steps, to) && (
              <Tooltip title={t('exits.go')}>
                <IconButton
                  aria-label={t('exits.goFrom', { exit: t(`exits.${field}`) })}
                  onClick={() => props.select(to)}
                >
                  <ArrowForward fontSize="small" />
                </IconButton>
              </Tooltip>
            )}
          </Box>
        )
      })}
    </Section>
  )
}
