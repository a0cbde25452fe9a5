import { Button, Dialog, DialogActions, DialogContent, DialogContentText, DialogTitle } from '@mui/material'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'

/** Says that the session is about to lock, with time to prevent it. */
export function IdleWarning(props: { left: number | null; stay: () => void; lock: () => void }) {
  const { t } = useTranslation('shell')
  const title = useId()
  const text = useId()
  return (
    <Dialog
      open={props.left !== null && props.left > 0}
      onClose={props.stay}
      role="alertdialog"
      aria-labelledby={title}
      aria-describedby={text}
      maxWidth="xs"
    >
      <DialogTitle id={title}>{t('idle.title')}</DialogTitle>
      <DialogContent>
        <DialogContentText id={text}>
          {t('idle.text', { seconds: Math.ceil((props.left ?? 0) / 1000) })}
        </DialogContentText>
      </DialogContent>
      <DialogActions>
        <Button onClick={props.lock}>{t('idle.lock')}</Button>
        <Button variant="contained" onClick={props.stay} autoFocus>
          {t('idle.stay')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
