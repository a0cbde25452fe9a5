import ArrowBack from '@mui/icons-material/ArrowBack'
import { Box, Button, Link, Paper, Typography } from '@mui/material'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Link as RouteLink } from 'wouter'
import type { RightsEvent, RightsRequest } from '../../../../contract/rights.ts'
import { useMay, useStation } from '../../../client/react.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { SkeletonRows } from '../../../ui/skeletons.tsx'
import { useTown } from '../../../ui/town-clock.ts'
import { BlockedRecord } from './blocked-record.tsx'
import { RequestActs } from './request-acts.tsx'
import { DueWord } from './words.tsx'

/** One request: who asks for what until when, what was done, and what can be done. */
export function RequestDetail({ id }: { id: string }) {
  const { t } = useTranslation('privacy')
  const { api } = useStation()
  const request = useQuery(api.rights.get.queryOptions({ input: { id } }))
  return (
    <Box>
      <Button component={RouteLink} href="/privacy/rights" startIcon={<ArrowBack />} sx={{ ml: -2, mb: 1 }}>
        {t('rights.back')}
      </Button>
      {request.isPending && <SkeletonRows />}
      <ErrorNotice error={request.error} retry={() => void request.refetch()} />
      {request.data && <Shown request={request.data} />}
    </Box>
  )
}

function Shown({ request }: { request: RightsRequest }) {
  const { t } = useTranslation('privacy')
  const mayWrite = useMay('privacy.write')
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => title.current?.focus(), [])
  return (
    <>
      <Box component="header" sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 2, mb: 2 }}>
        <Typography ref={title} tabIndex={-1} variant="h2" sx={{ '&:focus': { outline: 'none' } }}>
          {request.number} · {t(`rights.kinds.${request.kind}`)}
        </Typography>
        <DueWord request={request} chip />
      </Box>
      <Box
        sx={{
          display: 'grid',
          gap: 3,
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'minmax(0, 3fr) minmax(0, 2fr)' },
        }}
      >
        <Box sx={{ display: 'grid', gap: 3, alignContent: 'start', gridTemplateColumns: 'minmax(0, 1fr)' }}>
          <Facts request={request} />
          <History events={request.history} />
        </Box>
        <Box sx={{ display: 'grid', gap: 2, alignContent: 'start', gridTemplateColumns: 'minmax(0, 1fr)' }}>
          {mayWrite && <RequestActs request={request} />}
          {request.blocked && <BlockedRecord request={request} blocked={request.blocked} />}
        </Box>
      </Box>
    </>
  )
}

function Facts({ request }: { request: RightsRequest }) {
  const { t } = useTranslation('privacy')
  const { format } = useTown()
  const { citizen, identity, conversationId } = request
  const proof = identity && {
    proof: t(`rights.proofs.${identity.proof}`),
    by: identity.by ?? '',
    when: format.dateTime(identity.at),
  }
  const rows = [
    ['state', t(`rights.states.${request.state}`)],
    ['channel', t(`rights.channels.${request.channel}`)],
    ['name', request.name || t('rights.nameless')],
    ['person', citizen ? [citizen.name, citizen.phone].filter(Boolean).join(' · ') : t('rights.unlinked')],
    ['contact', request.contact],
    ['words', request.words],
    ['received', format.dateTime(request.receivedAt)],
    ['due', format.dateTime(request.dueAt)],
    ['identity', proof ? t('rights.verified', proof) : t('rights.unverified')],
  ] as const
  return (
    <Paper variant="outlined" sx={{ p: 2 }}>
      <Box component="dl" sx={{ m: 0, display: 'grid', gap: 1.5 }}>
        {rows
          .filter(([, value]) => value !== '')
          .map(([name, value]) => (
            <Box key={name}>
              <Typography component="dt" variant="body2" color="textSecondary">
                {t(`rights.facts.${name}`)}
              </Typography>
              <Box component="dd" dir="auto" sx={{ m: 0, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
                {value}
              </Box>
            </Box>
          ))}
      </Box>
      {conversationId !== null && (
        <Link
          component={RouteLink}
          href={`/inbox/unanswered/${conversationId}`}
          sx={{ display: 'inline-block', mt: 1.5 }}
        >
          {t('rights.conversation')}
        </Link>
      )}
    </Paper>
  )
}

function History({ events }: { events: readonly RightsEvent[] }) {
  const { t } = useTranslation('privacy')
  const { format } = useTown()
  return (
    <Box component="section" aria-labelledby="rights-history">
      <Typography id="rights-history" variant="h3" component="h3" sx={{ mb: 1 }}>
        {t('rights.history')}
      </Typography>
      <Box component="ol" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1.5 }}>
        {events.map((event) => (
          <Box
            component="li"
            key={event.id}
            sx={(theme) => ({ borderInlineStart: `3px solid ${theme.colors.line}`, paddingInlineStart: 1.5 })}
          >
            <Box sx={{ fontWeight: 700 }}>{t(`rights.events.${event.kind}`)}</Box>
            {event.text !== '' && (
              <Box dir="auto" sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
                {event.text}
              </Box>
            )}
            <Typography variant="body2" color="textSecondary">
              {[event.actor.name ?? t(`rights.actors.${event.actor.kind}`), format.dateTime(event.at)].join(' · ')}
            </Typography>
          </Box>
        ))}
      </Box>
    </Box>
  )
}
