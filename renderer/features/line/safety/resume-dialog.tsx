import {
  Box,
  FormControl,
  FormControlLabel,
  FormHelperText,
  FormLabel,
  Radio,
  RadioGroup,
  TextField,
  Typography,
} from '@mui/material'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HaltCause, LineSafety } from '../../../../contract/line-safety.ts'
import { useStation } from '../../../client/react.tsx'
import { FormDialog } from '../../../ui/form-dialog.tsx'
import { useToasts } from '../../../ui/toasts.tsx'

const causes: readonly HaltCause[] = ['list', 'text', 'pace', 'complaints', 'whatsapp', 'machine', 'other']
const shortest = 10

/** Lets a stopped line speak again: who does it says what was wrong and why it is right now. */
export function ResumeDialog(props: { lineId: string; brake: LineSafety['brake']; onClose: () => void }) {
  const { t } = useTranslation('line')
  const { client } = useStation()
  const toasts = useToasts()
  const [cause, setCause] = useState<HaltCause | null>(null)
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const resume = useMutation({
    mutationFn: (chosen: HaltCause) =>
      client.lines.resume({ id: props.lineId, cause: chosen, reason: reason.trim(), confirm: true }),
    onSuccess: () => {
      toasts.show({ text: t('safety.resume.done') })
      props.onClose()
    },
  })
  const tooShort = reason.trim().length < shortest
  return (
    <FormDialog
      title={t('safety.resume.title')}
      submit={t('safety.resume.confirm')}
      busy={resume.isPending}
      error={resume.error}
      onSubmit={() => {
        setTried(true)
        if (cause && !tooShort) resume.mutate(cause)
      }}
      onClose={props.onClose}
    >
      <Box component="ul" sx={{ m: 0, pl: 2.5, display: 'grid', gap: 1 }}>
        <li>{t('safety.resume.slow')}</li>
        <li>{t('safety.resume.again')}</li>
        <li>{t('safety.resume.named')}</li>
      </Box>
      <FormControl error={tried && cause === null} required>
        <FormLabel id="halt-cause">{t('safety.resume.cause')}</FormLabel>
        <RadioGroup
          aria-labelledby="halt-cause"
          value={cause ?? ''}
          onChange={(_, value) => setCause(value as HaltCause)}
        >
          {causes.map((one) => (
            <FormControlLabel
              key={one}
              value={one}
              control={<Radio size="small" />}
              label={t(`safety.causes.${one}`)}
            />
          ))}
        </RadioGroup>
        {tried && cause === null && <FormHelperText>{t('safety.resume.causeMissing')}</FormHelperText>}
      </FormControl>
      <TextField
        label={t('safety.resume.reason')}
        helperText={tried && tooShort ? t('safety.resume.reasonShort') : t('safety.resume.reasonHelp')}
        error={tried && tooShort}
        value={reason}
        onChange={({ target }) => setReason(target.value)}
        slotProps={{ htmlInput: { maxLength: 500, 'aria-required': true } }}
        multiline
        minRows={2}
      />
      {props.brake.breaker && (
        <Typography variant="body2">{t(`safety.breakers.${props.brake.breaker}.todo`)}</Typography>
      )}
    </FormDialog>
  )
}
