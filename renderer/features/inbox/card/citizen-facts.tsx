import PersonSearch from '@mui/icons-material/PersonSearchOutlined'
import { Box, Button, Chip } from '@mui/material'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link as RouteLink } from 'wouter'
import { useMay, useStation } from '../../../client/react.tsx'

/** What the town keeps of the citizen beside the conversation, and the way to all of it. */
export function CitizenFacts({ citizenId }: { citizenId: string }) {
  const { t } = useTranslation('inbox')
  const { api } = useStation()
  const may = useMay('citizens.read')
  const card = useQuery(api.citizens.get.queryOptions({ input: { id: citizenId }, enabled: may }))
  if (card.data === undefined) return null
  const { neighbourhood, tags, consents, identifiers } = card.data
  const given = consents.filter(({ state }) => state === 'given').map(({ name }) => name)
  const lines = [
    ...(neighbourhood === '' ? [] : [t('card.neighbourhood', { name: neighbourhood })]),
    given.length === 0 ? t('card.noConsents') : t('card.consents', { names: given.join(', ') }),
    ...(identifiers.some(({ shared, until }) => shared && until === null) ? [t('card.sharedPhone')] : []),
  ]
  return (
    <Box sx={{ m: 2, mb: 0, display: 'grid', gap: 0.75, justifyItems: 'start', fontSize: '0.9rem' }}>
      {lines.map((line) => (
        <Box key={line} sx={{ overflowWrap: 'anywhere' }}>
          {line}
        </Box>
      ))}
      {tags.length > 0 && (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.5 }}>
          {tags.map((tag) => (
            <Chip key={tag} size="small" variant="outlined" label={tag} />
          ))}
        </Box>
      )}
      <Button
        component={RouteLink}
        href={`/citizens/list/${encodeURIComponent(card.data.id)}`}
        size="small"
        startIcon={<PersonSearch />}
        sx={{ ml: -0.5 }}
      >
        {t('card.openCitizen')}
      </Button>
    </Box>
  )
}
