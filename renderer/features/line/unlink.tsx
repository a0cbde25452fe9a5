import LinkOff from '@mui/icons-material/LinkOff'
import { Box, Button, Typography } from '@mui/material'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStation } from '../../client/react.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { useToasts } from '../../ui/toasts.tsx'

const losses = ['session', 'gap', 'queue'] as const

/** Gives the link up, after saying what goes with it. */
export function Unlink() {
  const { t } = useTranslation('line')
  const { client } = useStation()
  const toasts = useToasts()
  const [asking, setAsking] = useState(false)
  const unlink = useMutation({
    mutationFn: () => client.lines.unlink({ confirm: true }),
    onSuccess: () => {
      setAsking(false)
      toasts.show({ text: t('link.unlink.done') })
    },
  })
  return (
    <Box>
      <Button color="error" startIcon={<LinkOff />} onClick={() => setAsking(true)}>
        {t('link.unlink.go')}
      </Button>
      <ConfirmDialog
        open={asking}
        title={t('link.unlink.title')}
        text={t('link.unlink.text')}
        confirm={t('link.unlink.confirm')}
        danger
        busy={unlink.isPending}
        error={unlink.error}
        onConfirm={() => unlink.mutate()}
        onClose={() => setAsking(false)}
      >
        <Box component="ul" sx={{ m: 0, pl: 2.5, display: 'grid', gap: 1 }}>
          {losses.map((loss) => (
            <li key={loss}>{t(`link.unlink.${loss}`)}</li>
          ))}
        </Box>
        <Typography sx={{ fontWeight: 700 }}>{t('link.unlink.never')}</Typography>
      </ConfirmDialog>
    </Box>
  )
}
