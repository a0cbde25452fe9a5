import { Alert, Box, Link, Paper, Typography } from '@mui/material'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link as RouteLink } from 'wouter'
import type { Broadcast } from '../../../contract/broadcasts.ts'
import { useStation } from '../../client/react.tsx'
import { languageNames } from '../../i18n/languages.ts'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { SkeletonRows } from '../../ui/skeletons.tsx'
import { useTown } from '../../ui/town-clock.ts'
import { Actions } from './actions.tsx'
import { useBroadcast, useForecast } from './broadcast-data.ts'
import { DeliveryList } from './delivery-list.tsx'
import { FaultList } from './fault-list.tsx'
import { FilePart } from './file-part.tsx'
import { ForecastPanel } from './forecast-panel.tsx'
import { PhoneBubble } from './phone-bubble.tsx'
import { Progress } from './progress.tsx'
import { broadcastPath } from './rules.ts'
import { BroadcastStateWord } from './state-word.tsx'

/** One broadcast: what it says, to whom, who answers for it, and how it goes. */
export function BroadcastDetail({ id }: { id: string }) {
  const { t } = useTranslation('broadcasts')
  const { data: broadcast, error, refetch } = useBroadcast(id)
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Box>
        <Link component={RouteLink} href="/broadcasts">
          {t('detail.back')}
        </Link>
      </Box>
      <ErrorNotice error={error} retry={() => void refetch()} />
      {broadcast ? <Detail broadcast={broadcast} /> : !error && <SkeletonRows />}
    </Box>
  )
}

function Detail({ broadcast }: { broadcast: Broadcast }) {
  const launched = broadcast.startedAt !== null
  return (
    <>
      <PageHeader title={broadcast.title} />
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, alignItems: 'center', mt: -3 }}>
        <BroadcastStateWord state={broadcast.state} chip />
        <Authors broadcast={broadcast} />
      </Box>
      <Notices broadcast={broadcast} />
      <Actions broadcast={broadcast} />
      {launched && <Progress broadcast={broadcast} />}
      <Box
        sx={{ display: 'grid', gap: 3, gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'repeat(2, minmax(0, 1fr))' } }}
      >
        <Says broadcast={broadcast} />
        <Box sx={{ display: 'grid', gap: 2, alignContent: 'start' }}>
          <ToWhom broadcast={broadcast} />
          {!launched && broadcast.state !== 'cancelled' && <Foreseen broadcast={broadcast} />}
          {!launched && <RealPeople broadcast={broadcast} />}
        </Box>
      </Box>
      {launched && <DeliveryList broadcast={broadcast} />}
    </>
  )
}

function Authors({ broadcast }: { broadcast: Broadcast }) {
  const { t } = useTranslation('broadcasts')
  const { format } = useTown()
  const { approver, approvedAt } = broadcast
  return (
    <Typography color="textSecondary">
      {t('detail.by', { name: broadcast.author.name })}
      {approver && approvedAt !== null
        ? ` · ${t('detail.approvedBy', { name: approver.name, time: format.dateTime(approvedAt) })}`
        : ''}
    </Typography>
  )
}

function Notices({ broadcast }: { broadcast: Broadcast }) {
  const { t } = useTranslation('broadcasts')
  const { comment } = broadcast
  const known = comment === 'missed' || comment === 'no_recipients' ? comment : null
  return (
    <>
      {broadcast.emergency && <Alert severity="error">{t('detail.emergency', { reason: broadcast.reason })}</Alert>}
      {comment !== '' && (
        <Alert severity="warning">{known ? t(`detail.${known}`) : t('detail.comment', { comment })}</Alert>
      )}
      {broadcast.faults.length > 0 && broadcast.startedAt === null && <FaultList faults={broadcast.faults} />}
    </>
  )
}

function Says({ broadcast }: { broadcast: Broadcast }) {
  const { t } = useTranslation('broadcasts')
  return (
    <Box component="section" aria-labelledby="broadcast-says" sx={{ display: 'grid', gap: 2, alignContent: 'start' }}>
      <Typography variant="h3" component="h2" id="broadcast-says">
        {t('detail.what')}
      </Typography>
      {broadcast.variants.map(({ lang, text }, place) => (
        <PhoneBubble
          key={`${lang} ${text}`}
          text={text}
          lang={lang}
          caption={`${t('compose.variant', { number: place + 1 })} · ${languageNames[lang]}`}
        />
      ))}
      <FilePart broadcast={broadcast} />
    </Box>
  )
}

function ToWhom({ broadcast }: { broadcast: Broadcast }) {
  const { t } = useTranslation('broadcasts')
  const { format } = useTown()
  const { audience, purpose, emergency, scheduleAt, recurrence, previousId } = broadcast
  const narrowed = [
    [t('compose.neighbourhoods'), audience.neighbourhoods],
    [t('compose.languages'), audience.languages.map((lang) => languageNames[lang])],
    [t('compose.tags'), audience.tags],
  ] as const
  return (
    <Paper
      variant="outlined"
      component="section"
      aria-labelledby="broadcast-whom"
      sx={{ p: 2, display: 'grid', gap: 1 }}
    >
      <Typography variant="h3" component="h2" id="broadcast-whom">
        {t('detail.toWhom')}
      </Typography>
      <Typography>
        {emergency ? t('detail.emergencyEveryone') : t('detail.everyone', { purpose: purpose.name })}
      </Typography>
      {narrowed.map(
        ([label, values]) =>
          values.length > 0 && (
            <Typography key={label}>
              <strong>{label}:</strong> {values.join(', ')}
            </Typography>
          ),
      )}
      <Typography>
        <strong>{t('detail.when')}:</strong> {scheduleAt === null ? t('detail.manual') : format.dateTime(scheduleAt)}
      </Typography>
      {recurrence !== null && <Typography>{t('detail.repeats', { rule: recurrence })}</Typography>}
      {previousId !== null && (
        <Link component={RouteLink} href={broadcastPath(previousId)}>
          {t('detail.previous')}
        </Link>
      )}
      {broadcast.textHash !== null && (
        <Typography variant="body2" color="textSecondary" sx={{ overflowWrap: 'anywhere' }}>
          {t('detail.hash')}: <code>{broadcast.textHash}</code>
        </Typography>
      )}
    </Paper>
  )
}

function Foreseen({ broadcast }: { broadcast: Broadcast }) {
  const { id, purpose, audience, variants, scheduleAt, emergency } = broadcast
  const forecast = useForecast({ id, purpose: purpose.id, audience, variants, scheduleAt, emergency })
  return (
    <>
      <ErrorNotice error={forecast.error} />
      {forecast.data && <ForecastPanel forecast={forecast.data} />}
    </>
  )
}

function RealPeople({ broadcast }: { broadcast: Broadcast }) {
  const { t } = useTranslation('broadcasts')
  const { api } = useStation()
  const people = useQuery(api.broadcasts.preview.queryOptions({ input: { id: broadcast.id } }))
  return (
    <Box component="section" aria-labelledby="broadcast-people" sx={{ display: 'grid', gap: 2 }}>
      <Typography variant="h3" component="h2" id="broadcast-people">
        {t('detail.people')}
      </Typography>
      <ErrorNotice error={people.error} />
      {people.data?.length === 0 && <Typography color="textSecondary">{t('detail.noPeople')}</Typography>}
      {people.data?.map(({ citizen, lang, text }) => (
        <PhoneBubble key={citizen.id} text={text} lang={lang} caption={citizen.name || t('deliveries.nameless')} />
      ))}
    </Box>
  )
}
