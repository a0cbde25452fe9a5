import {
  Button,
  Chip,
  Dialog,
  DialogActions,
  DialogContent,
  DialogContentText,
  DialogTitle,
  Stack,
  TextField,
} from '@mui/material'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'

const quickReasons = ['thanks', 'elsewhere', 'duplicate', 'notTown'] as const

/** Closing over a citizen's last word: why, in a few words that stay in the record. */
export function ResolveDialog(props: { name: string; onClose: () => void; onResolve: (reason: string) => void }) {
  const { t } = useTranslation('inbox')
  const title = useId()
  const text = useId()
  const [reason, setReason] = useState('')
  const [short, setShort] = useState(false)
  const submit = () => {
    if (reason.trim().length < 3) setShort(true)
    else props.onResolve(reason.trim())
  }
  return (
    <Dialog open onClose={props.onClose} aria-labelledby={title} aria-describedby={text} maxWidth="sm" fullWidth>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <DialogTitle id={title}>{t('resolve.title', { name: props.name })}</DialogTitle>
        <DialogContent sx={{ display: 'grid', gap: 2 }}>
          <DialogContentText id={text}>{t('resolve.text')}</DialogContentText>
          <Stack
            direction="row"
            useFlexGap
            role="group"
            aria-label={t('resolve.quick')}
            sx={{ flexWrap: 'wrap', gap: 1 }}
          >
            {quickReasons.map((name) => {
              const words = t(`resolve.reasons.${name}`)
              return (
                <Chip
                  key={name}
                  label={words}
                  variant={reason === words ? 'filled' : 'outlined'}
                  color={reason === words ? 'primary' : 'default'}
                  aria-pressed={reason === words}
                  onClick={() => {
                    setReason(words)
                    setShort(false)
                  }}
                />
              )
            })}
          </Stack>
          <TextField
            label={t('resolve.reason')}
            value={reason}
            onChange={(event) => {
              setReason(event.target.value)
              setShort(false)
            }}
            error={short}
            helperText={short ? t('resolve.short') : ' '}
            autoFocus
            slotProps={{ htmlInput: { maxLength: 500 } }}
          />
        </DialogContent>
        <DialogActions>
          <Button onClick={props.onClose}>{t('resolve.cancel')}</Button>
          <Button type="submit" variant="contained">
            {t('resolve.confirm')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
