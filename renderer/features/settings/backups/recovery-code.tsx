import { Box, Button, Dialog, DialogActions, DialogContent, DialogContentText, DialogTitle } from '@mui/material'
import { useMutation } from '@tanstack/react-query'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { useStation } from '../../../client/react.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { useToasts } from '../../../ui/toasts.tsx'

/** What opens the copies on another computer, shown only when asked for. */
export function RecoveryCode({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('settings')
  const { t: common } = useTranslation()
  const { client } = useStation()
  const toasts = useToasts()
  const title = useId()
  const show = useMutation({ mutationFn: () => client.backups.recoveryCode() })
  const code = show.data?.code
  const copy = async () => {
    await navigator.clipboard.writeText(code ?? '')
    toasts.show({ text: t('backups.codeCopied') })
  }
  return (
    <Dialog open onClose={onClose} aria-labelledby={title} fullWidth maxWidth="sm">
      <DialogTitle id={title}>{t('backups.codeTitle')}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 2 }}>
        <DialogContentText>{t('backups.codeText')}</DialogContentText>
        {code && (
          <Box
            component="code"
            tabIndex={0}
            sx={(theme) => ({
              p: 2,
              fontSize: '1.25rem',
              letterSpacing: '0.05em',
              overflowWrap: 'anywhere',
              border: `1px solid ${theme.colors.line}`,
              borderRadius: 1,
            })}
          >
            {code}
          </Box>
        )}
        <ErrorNotice error={show.error} />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{common('close')}</Button>
        {code ? (
          <Button variant="contained" onClick={() => void copy()}>
            {t('backups.codeCopy')}
          </Button>
        ) : (
          <Button variant="contained" loading={show.isPending} onClick={() => show.mutate()}>
            {t('backups.codeShow')}
          </Button>
        )}
      </DialogActions>
    </Dialog>
  )
}
