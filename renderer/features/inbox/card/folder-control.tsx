import {
  Box,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogContentText,
  DialogTitle,
  Typography,
} from '@mui/material'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Conversation } from '../../../../contract/inbox.ts'
import { useMay } from '../../../client/react.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { useFolder } from '../use-folder.ts'
import { ReasonDialog } from './reason-dialog.tsx'

type Asked = 'put' | 'takeOut' | 'hold' | null

/** Puts a conversation where only social services look, takes it out again, or keeps it whatever its age. */
export function FolderControl(props: { conversation: Conversation }) {
  const { id, reserved } = props.conversation
  const { t } = useTranslation('inbox')
  const mayWrite = useMay('inbox.write')
  const mayOpen = useMay('sensitive.read')
  const [asked, setAsked] = useState<Asked>(null)
  const folder = useFolder(id, () => setAsked(null))
  if (!mayWrite) return null
  const close = () => setAsked(null)
  return (
    <Box component="section" aria-label={t('folder.title')} sx={{ paddingInline: 2, pt: 2, display: 'grid', gap: 1 }}>
      <Typography variant="h3">{t('folder.title')}</Typography>
      <Box sx={{ fontSize: '0.825rem', color: 'text.secondary' }}>{t('folder.text')}</Box>
      {reserved ? (
        mayOpen && <Choice text={t('folder.takeOut')} onClick={() => setAsked('takeOut')} />
      ) : (
        <Choice text={t('folder.put')} onClick={() => setAsked('put')} />
      )}
      <Choice text={t('folder.hold')} onClick={() => setAsked('hold')} />
      {asked === 'put' && (
        <PutDialog onClose={close} onPut={() => folder.put()} busy={folder.busy} error={folder.error} />
      )}
      {(asked === 'takeOut' || asked === 'hold') && (
        <ReasonDialog
          title={t(`folder.${asked}Title`)}
          text={t(`folder.${asked}Text`)}
          confirm={t(`folder.${asked}`)}
          busy={folder.busy}
          error={folder.error}
          onClose={close}
          onReason={(reason) => (asked === 'hold' ? folder.hold(reason) : folder.takeOut(reason))}
        />
      )}
    </Box>
  )
}

function Choice(props: { text: string; onClick: () => void }) {
  return (
    <Button size="small" variant="outlined" color="inherit" onClick={props.onClick} sx={{ justifySelf: 'start' }}>
      {props.text}
    </Button>
  )
}

function PutDialog(props: { onClose: () => void; onPut: () => void; busy: boolean; error: unknown }) {
  const { t } = useTranslation('inbox')
  const title = useId()
  return (
    <Dialog open onClose={props.onClose} aria-labelledby={title}>
      <DialogTitle id={title}>{t('folder.putTitle')}</DialogTitle>
      <DialogContent>
        <DialogContentText>{t('folder.putText')}</DialogContentText>
        <ErrorNotice error={props.error} />
      </DialogContent>
      <DialogActions>
        <Button color="inherit" onClick={props.onClose}>
          {t('folder.cancel')}
        </Button>
        <Button variant="contained" loading={props.busy} onClick={props.onPut}>
          {t('folder.put')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
