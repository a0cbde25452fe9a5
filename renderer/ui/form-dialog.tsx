import { Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material'
import { type ReactNode, type SubmitEvent, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from './error-notice.tsx'

/** A form in a dialog: Enter submits, Escape closes, the focus goes back where it was. */
export function FormDialog(props: {
  title: string
  submit: string
  busy: boolean
  error: unknown
  children: ReactNode
  onSubmit: () => void
  onClose: () => void
}) {
  const { t } = useTranslation()
  const title = useId()
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    props.onSubmit()
  }
  return (
    <Dialog open onClose={props.onClose} aria-labelledby={title} fullWidth maxWidth="xs">
      <form noValidate onSubmit={submit}>
        <DialogTitle id={title}>{props.title}</DialogTitle>
        <DialogContent sx={{ display: 'grid', gap: 2, '&&': { pt: 1 } }}>
          {props.children}
          <ErrorNotice error={props.error} />
        </DialogContent>
        <DialogActions>
          <Button onClick={props.onClose}>{t('cancel')}</Button>
          <Button type="submit" variant="contained" loading={props.busy}>
            {props.submit}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
