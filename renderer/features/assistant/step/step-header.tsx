import ContentCopy from '@mui/icons-material/ContentCopy'
import Delete from '@mui/icons-material/DeleteOutlined'
import { Box, IconButton, Tooltip, Typography } from '@mui/material'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'
import type { FlowFault } from '../flow/contract-types.ts'
import { duplicateStep, isFixed, leadingTo, removeStep } from '../flow/edits.ts'
import { StepIcon } from '../graph/kind-icon.tsx'
import { useTold } from '../graph/told.ts'
import type { StepProps } from './step-props.ts'

type Props = StepProps & {
  readonly faults: readonly FlowFault[]
  readonly select: (id: string | null) => void
}

/** What the step is; a copy of it, or it goes. */
export function StepHeader(props: Props) {
  const { id, step, model, edit, select } = props
  const { t } = useTranslation('assistant')
  const told = useTold(model, props.front)
  const copy = () =>
    edit?.((files) => {
      const made = duplicateStep(files, id)
      select(made.id)
      return made.files
    })
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
      <Box sx={(theme) => ({ color: theme.colors.accent, display: 'flex' })}>
        <StepIcon step={step} />
      </Box>
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Typography variant="h2">{told.kind(step)}</Typography>
        <Typography variant="caption" color="textSecondary" sx={{ overflowWrap: 'anywhere' }}>
          {id}
        </Typography>
      </Box>
      {edit && (
        <>
          <Tooltip title={t('step.copy')}>
            <IconButton aria-label={t('step.copy')} onClick={copy}>
              <ContentCopy fontSize="small" />
            </IconButton>
          </Tooltip>
          <RemoveStep {...props} leading={leadingTo(model, id).length} />
        </>
      )}
    </Box>
  )
}

function RemoveStep({ id, model, edit, select, leading }: Props & { leading: number }) {
  const { t } = useTranslation('assistant')
  const { t: common } = useTranslation()
  const [asking, setAsking] = useState(false)
  const fixed = isFixed(model, id)
  const remove = () => {
    setAsking(false)
    edit?.((files) => removeStep(files, id))
    select(null)
  }
  return (
    <>
      <Tooltip title={t(fixed ? 'step.fixed' : 'step.remove')}>
        <span>
          <IconButton
            aria-label={t('step.remove')}
            disabled={fixed}
            onClick={() => (leading === 0 ? remove() : setAsking(true))}
          >
            <Delete fontSize="small" />
          </IconButton>
        </span>
      </Tooltip>
      <ConfirmDialog
        open={asking}
        danger
        title={t('step.removeTitle')}
        text={t('step.removeText', { count: leading })}
        confirm={common('remove')}
        onConfirm={remove}
        onClose={() => setAsking(false)}
      />
    </>
  )
}
