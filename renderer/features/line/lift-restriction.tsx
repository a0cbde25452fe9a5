import { Box, Button, TextField } from '@mui/material'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStation } from '../../client/react.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { useToasts } from '../../ui/toasts.tsx'

const warnings = ['whatsapp', 'loss', 'when', 'slow'] as const
const shortest = 10

/** Lets the line speak before its restriction ends, after saying what it may cost; asks why. */
export function LiftRestriction() {
  const { t } = useTranslation('line')
  const { client } = useStation()
  const toasts = useToasts()
  const [asking, setAsking] = useState(false)
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const lift = useMutation({
    mutationFn: () => client.lines.liftRestriction({ reason: reason.trim(), confirm: true }),
    onSuccess: () => {
      setAsking(false)
      toasts.show({ text: t('link.lift.done') })
    },
  })
  const tooShort = reason.trim().length < shortest
  const ask = () => {
    setReason('')
    setTried(false)
    lift.reset()
    setAsking(true)
  }
  return (
    <Box>
      <Button variant="outlined" color="error" onClick={ask}>
        {t('link.lift.go')}
      </Button>
      <ConfirmDialog
        open={asking}
        title={t('link.lift.title')}
        text={t('link.lift.text')}
        confirm={t('link.lift.confirm')}
        danger
        busy={lift.isPending}
        error={lift.error}
        onConfirm={() => {
          setTried(true)
          if (!tooShort) lift.mutate()
        }}
        onClose={() => setAsking(false)}
      >
        <Box component="ul" sx={{ m: 0, pl: 2.5, display: 'grid', gap: 1 }}>
          {warnings.map((warning) => (
            <li key={warning}>{t(`link.lift.${warning}`)}</li>
          ))}
        </Box>
        <TextField
          label={t('link.lift.reason')}
          helperText={tried && tooShort ? t('link.lift.reasonShort') : t('link.lift.reasonHelp')}
          error={tried && tooShort}
          value={reason}
          onChange={({ target }) => setReason(target.value)}
          slotProps={{ htmlInput: { maxLength: 300, 'aria-required': true } }}
          multiline
          minRows={2}
        />
      </ConfirmDialog>
    </Box>
  )
}
