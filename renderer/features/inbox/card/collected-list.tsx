import { Box, Typography } from '@mui/material'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useStation } from '../../../client/react.tsx'

/** What the citizen answered to the assistant so far; nothing while there is nothing. */
export function CollectedList(props: { readonly id: string }) {
  const { api } = useStation()
  const { t } = useTranslation('inbox')
  const { data } = useQuery(api.inbox.collected.queryOptions({ input: { id: props.id } }))
  if (data === undefined || (data.items.length === 0 && data.question === null)) return null
  const rows = data.question === null ? data.items : [...data.items, { label: t('card.asked'), value: data.question }]
  return (
    <Box component="section" aria-label={t('card.collected')} sx={{ paddingInline: 2, mt: 2 }}>
      <Typography variant="h3" sx={{ fontSize: '0.9rem', mb: 0.5 }}>
        {t('card.collected')}
      </Typography>
      <Box component="dl" sx={{ m: 0, display: 'grid', gap: 1 }}>
        {rows.map(({ label, value }) => (
          <Box key={label}>
            <Box component="dt" sx={{ color: 'text.secondary', fontSize: '0.825rem' }}>
              {label}
            </Box>
            <Box component="dd" dir="auto" sx={{ m: 0, overflowWrap: 'anywhere' }}>
              {value}
            </Box>
          </Box>
        ))}
      </Box>
    </Box>
  )
}
