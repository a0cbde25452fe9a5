import {
  Box,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogContentText,
  DialogTitle,
  TextField,
} from '@mui/material'
import { type SubmitEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../../../ui/error-notice.tsx'

const shortest = 5

/** An act that needs its why. */
export function ReasonDialog(props: {
  readonly title: string
  readonly text: string
  readonly confirm: string
  readonly busy: boolean
  readonly error: unknown
  readonly onClose: () => void
  readonly onReason: (reason: string) => void
}) {
  const { t } = useTranslation('inbox')
  const title = useId()
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const short = reason.trim().length < shortest
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setTried(true)
    if (!short) props.onReason(reason.trim())
  }
  return (
    <Dialog open onClose={props.onClose} aria-labelledby={title}>
      <Box component="form" noValidate onSubmit={submit}>
        <DialogTitle id={title}>{props.title}</DialogTitle>
        <DialogContent sx={{ display: 'grid', gap: 2 }}>
          <DialogContentText>{props.text}</DialogContentText>
          <TextField
            label={t('folder.reason')}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            error={tried && short}
            helperText={tried && short && t('folder.reasonError')}
            autoFocus
            multiline
            slotProps={{ htmlInput: { maxLength: 300 } }}
          />
          <ErrorNotice error={props.error} />
        </DialogContent>
        <DialogActions>
          <Button color="inherit" onClick={props.onClose}>
            {t('folder.cancel')}
          </Button>
          <Button type="submit" variant="contained" loading={props.busy}>
            {props.confirm}
          </Button>
        </DialogActions>
      </Box>
    </Dialog>
  )
}
