import { Box, Button, Typography } from '@mui/material'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FlowVersion } from '../../../../contract/assistant.ts'
import { useMay, useStation } from '../../../client/react.tsx'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { useToasts } from '../../../ui/toasts.tsx'

type Props = { readonly name: string; readonly version: FlowVersion; readonly published: number | null }

/** Back to an older version, or take or leave the one that came with the program. */
export function VersionActions({ name, version, published }: Props) {
  const { t } = useTranslation('assistant')
  const { api, client } = useStation()
  const queries = useQueryClient()
  const toasts = useToasts()
  const mayWrite = useMay('assistant.write')
  const [asking, setAsking] = useState(false)
  const renew = () => queries.invalidateQueries({ queryKey: api.assistant.key() })
  const back = useMutation({
    mutationFn: (seen: number) =>
      client.assistant.rollBack({
        name,
        version: version.version,
        published: seen,
        note: t('history.backNote', { version: version.version }),
      }),
    onSuccess: (made) => {
      setAsking(false)
      toasts.show({ text: t('publish.done', { version: made.version }) })
      return renew()
    },
  })
  const decline = useMutation({
    mutationFn: () => client.assistant.decline({ name, version: version.version }),
    onSuccess: renew,
  })
  if (version.state === 'published' || !mayWrite || published === null) return null
  const offered = version.state === 'offered'
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
      {offered && <Typography sx={{ flexBasis: '100%' }}>{t('history.offeredText')}</Typography>}
      <Button variant="outlined" onClick={() => setAsking(true)}>
        {t(offered ? 'history.take' : 'history.back', { version: version.version })}
      </Button>
      {offered && (
        <Button onClick={() => decline.mutate()} loading={decline.isPending}>
          {t('history.decline')}
        </Button>
      )}
      <ErrorNotice error={decline.error} />
      <ConfirmDialog
        open={asking}
        title={t(offered ? 'history.takeTitle' : 'history.backTitle', { version: version.version })}
        text={t('history.backText')}
        confirm={t('history.backGo')}
        busy={back.isPending}
        error={back.error}
        onConfirm={() => back.mutate(published)}
        onClose={() => setAsking(false)}
      />
    </Box>
  )
}
