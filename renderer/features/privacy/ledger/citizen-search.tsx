import { Box, Link, List, ListItem, Paper, TextField, Typography } from '@mui/material'
import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link as RouteLink } from 'wouter'
import { useStation } from '../../../client/react.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'

const shortest = 2

/** Finds whoever asks by name or phone, and leads to what the ledger holds of them. */
export function CitizenSearch() {
  const { t } = useTranslation('privacy')
  const { api } = useStation()
  const [text, setText] = useState('')
  const q = useDeferredValue(text.trim())
  const wanted = q.length >= shortest
  const found = useQuery(
    api.inbox.search.queryOptions({
      input: wanted ? { q, limit: 50 } : skipToken,
      placeholderData: keepPreviousData,
      staleTime: 10_000,
    }),
  )
  const people = new Map(found.data?.items.map(({ citizen }) => [citizen.id, citizen]))
  return (
    <Box component="section" aria-labelledby="ledger-search" sx={{ display: 'grid', gap: 1 }}>
      <Typography variant="h2" id="ledger-search">
        {t('ledger.search.title')}
      </Typography>
      <Typography color="textSecondary" sx={{ maxWidth: '44rem' }}>
        {t('ledger.search.text')}
      </Typography>
      <TextField
        type="search"
        label={t('ledger.search.label')}
        value={text}
        onChange={(event) => setText(event.target.value)}
        sx={{ mt: 1, maxWidth: '24rem' }}
      />
      <ErrorNotice error={found.error} retry={() => void found.refetch()} />
      <Box role="status">
        {wanted && found.data && people.size === 0 && <Typography>{t('ledger.search.none')}</Typography>}
      </Box>
      {wanted && people.size > 0 && (
        <Paper variant="outlined" component={List} sx={{ maxWidth: '32rem', py: 0 }}>
          {[...people.values()].map(({ id, name, phone }) => (
            <ListItem key={id} divider sx={{ gap: 2, justifyContent: 'space-between' }}>
              <Link component={RouteLink} href={`/privacy/ledger/${encodeURIComponent(id)}`}>
                {name || phone || id}
              </Link>
              {phone && name && <Typography color="textSecondary">{phone}</Typography>}
            </ListItem>
          ))}
        </Paper>
      )}
    </Box>
  )
}
