import { Box, Button, Link, Typography } from '@mui/material'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { RetentionStatus } from '../../../../contract/retention.ts'
import { useMay, useStation } from '../../../client/react.tsx'
import { useFormat } from '../../../i18n/format.ts'
import { ErrorNotice } from '../../../ui/error-notice.tsx'

/** Conversations somebody keeps, and why. */
export function HoldList({ holds }: { holds: RetentionStatus['holds'] }) {
  const { t } = useTranslation('privacy')
  const { api, client } = useStation()
  const queries = useQueryClient()
  const format = useFormat()
  const mayWrite = useMay('privacy.write')
  const lift = useMutation({
    mutationFn: (id: string) => client.retention.release({ id }),
    onSettled: () => queries.invalidateQueries({ queryKey: api.retention.key() }),
  })
  return (
    <Box component="section" aria-labelledby="retention-holds" sx={{ display: 'grid', gap: 1 }}>
      <Typography variant="h2" id="retention-holds">
        {t('retention.kept.title')}
      </Typography>
      <ErrorNotice error={lift.error} />
      {holds.length === 0 && <span>{t('retention.kept.none')}</span>}
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1.5, maxWidth: '44rem' }}>
        {holds.map(({ conversationId, reason, by, at }) => (
          <Box
            component="li"
            key={`${conversationId} ${at}`}
            sx={{ display: 'flex', gap: 2, alignItems: 'start', flexWrap: 'wrap' }}
          >
            <Box sx={{ flex: '1 1 16rem', overflowWrap: 'anywhere' }}>
              <div>{reason}</div>
              <Box sx={{ color: 'text.secondary', fontSize: '0.85rem' }}>
                {t('retention.kept.by', { who: by, when: format.dateTime(at) })}
              </Box>
              <Link href={`#/inbox/all/${conversationId}`}>{t('retention.kept.open')}</Link>
            </Box>
            {mayWrite && (
              <Button size="small" variant="outlined" color="inherit" onClick={() => lift.mutate(conversationId)}>
                {t('retention.kept.release')}
              </Button>
            )}
          </Box>
        ))}
      </Box>
    </Box>
  )
}
