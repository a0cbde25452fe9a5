import { Button, Dialog, DialogActions, DialogContent, DialogContentText, DialogTitle } from '@mui/material'
import { type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from './error-notice.tsx'

/** Asks before something that cannot be undone. Enter confirms, Escape does not; the focus goes back where it was. */
export function ConfirmDialog(props: {
  open: boolean
  title: string
  text: string
  confirm: string
  danger?: boolean
  busy?: boolean
  error?: unknown
  children?: ReactNode
  onConfirm: () => void
  onClose: () => void
}) {
  const { t } = useTranslation()
  const title = useId()
  const text = useId()
  return (
    <Dialog
      open={props.open}
      onClose={props.onClose}
      aria-labelledby={title}
      aria-describedby={text}
      fullWidth
      maxWidth="xs"
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          props.onConfirm()
        }}
      >
        <DialogTitle id={title}>{props.title}</DialogTitle>
        <DialogContent sx={{ display: 'grid', gap: 2 }}>
          <DialogContentText id={text}>{props.text}</DialogContentText>
          {props.children}
          <ErrorNotice error={props.error} />
        </DialogContent>
        <DialogActions>
          <Button onClick={props.onClose}>{t('cancel')}</Button>
          <Button
            type="submit"
            variant="contained"
            color={props.danger ? 'error' : 'primary'}
            loading={props.busy ?? false}
            autoFocus
          >
            {props.confirm}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
