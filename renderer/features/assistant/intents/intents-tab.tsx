import Search from '@mui/icons-material/Search'
import { Box, ButtonBase, InputAdornment, TextField, Typography } from '@mui/material'
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link as RouteLink } from 'wouter'
import { useStation } from '../../../client/react.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { useIntentName } from '../../../ui/intent-name.ts'
import { SkeletonRows } from '../../../ui/skeletons.tsx'
import { IntentPhrases } from './intent-phrases.tsx'
import { type Counted, found } from './rules.ts'
import { TrySentence } from './try-sentence.tsx'

/** What the assistant understands: each wish with the phrases that mean it. */
export function IntentsTab({ open }: { open: string | undefined }) {
  const { t } = useTranslation('assistant')
  const { api } = useStation()
  const intents = useQuery(api.intents.list.queryOptions())
  const known = intents.data?.some(({ intent }) => intent === open) ? open : undefined
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <Typography color="textSecondary">{t('intents.text')}</Typography>
      <TrySentence />
      {intents.isPending && <SkeletonRows />}
      <ErrorNotice error={intents.error} retry={() => void intents.refetch()} />
      {intents.data && (
        <Box
          sx={{
            display: 'grid',
            gap: 3,
            alignItems: 'start',
            gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'minmax(17rem, 22rem) minmax(0, 1fr)' },
          }}
        >
          <IntentList intents={intents.data} open={known} />
          {known === undefined ? (
            <EmptyState title={t('intents.choose')} text={t('intents.chooseText')} />
          ) : (
            <IntentPhrases key={known} intent={known} />
          )}
        </Box>
      )}
    </Box>
  )
}

function IntentList({ intents, open }: { intents: readonly Counted[]; open: string | undefined }) {
  const { t } = useTranslation('assistant')
  const nameOf = useIntentName()
  const [wanted, setWanted] = useState('')
  const shown = found(intents, useDeferredValue(wanted), nameOf)
  return (
    <Box component="section" aria-label={t('intents.list')} sx={{ display: 'grid', gap: 1, minWidth: 0 }}>
      <TextField
        type="search"
        label={t('intents.search')}
        value={wanted}
        onChange={(event) => setWanted(event.target.value)}
        slotProps={{
          input: {
            startAdornment: (
              <InputAdornment position="start">
                <Search />
              </InputAdornment>
            ),
          },
        }}
      />
      {shown.length === 0 && <Typography sx={{ p: 1 }}>{t('intents.notFound')}</Typography>}
      <Box
        component="ul"
        sx={{
          m: 0,
          p: 0,
          listStyle: 'none',
          maxHeight: { xs: 260, md: 'max(20rem, calc(100dvh - 400px))' },
          overflow: 'auto',
        }}
      >
        {shown.map((intent) => (
          <li key={intent.intent}>
            <IntentRow intent={intent} name={nameOf(intent.intent)} here={intent.intent === open} />
          </li>
        ))}
      </Box>
    </Box>
  )
}

function IntentRow({ intent, name, here }: { intent: Counted; name: string; here: boolean }) {
  const { t } = useTranslation('assistant')
  return (
    <ButtonBase
      component={RouteLink}
      href={`/assistant/intents/${intent.intent}`}
      aria-current={here ? 'true' : undefined}
      sx={(theme) => ({
        width: '100%',
        minHeight: 44,
        px: 1.5,
        py: 0.75,
        display: 'flex',
        justifyContent: 'space-between',
        gap: 1.5,
        textAlign: 'left',
        borderRadius: 1,
        '&:hover': { backgroundColor: theme.colors.accentSoft },
        '&:focus-visible': { outlineOffset: -3 },
        ...(here && {
          fontWeight: 700,
          backgroundColor: theme.colors.accentSoft,
          boxShadow: `inset 4px 0 0 ${theme.colors.accent}`,
        }),
      })}
    >
      <span>{name}</span>
      <Typography component="span" variant="caption" color="textSecondary" sx={{ whiteSpace: 'nowrap' }}>
        {intent.taught > 0
          ? t('intents.countTaught', { count: intent.shipped, taught: intent.taught })
          : t('intents.count', { count: intent.shipped })}
      </Typography>
    </ButtonBase>
  )
}
