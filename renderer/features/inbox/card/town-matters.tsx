import Add from '@mui/icons-material/Add'
import { Box, Button, Link, Typography } from '@mui/material'
import { useQuery } from '@tanstack/react-query'
import { DateTime } from 'luxon'
import { type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Link as RouteLink } from 'wouter'
import { useMay, useStation } from '../../../client/react.tsx'
import { useTown } from '../../../ui/town-clock.ts'

type Props = { readonly conversationId: string }

/** What the citizen has reported, the newest first, and a way to report more. */
export function CitizenReports({ conversationId }: Props) {
  const { t } = useTranslation('inbox')
  const { api } = useStation()
  const reports = useQuery(api.reports.list.queryOptions({ input: { conversationId, limit: 10 } }))
  return (
    <Matters
      title={t('card.reports')}
      add={{ text: t('card.newReport'), href: `/reports/new/${encodeURIComponent(conversationId)}` }}
    >
      {reports.data?.items.map(({ id, number, state, what }) => (
        <Matter
          key={id}
          href={`/reports/${encodeURIComponent(id)}`}
          text={t('card.report', { number, state: t(`card.reportStates.${state}`), what: what.slice(0, 80) })}
        />
      ))}
    </Matters>
  )
}

/** When the citizen comes, and a way to give them a time. */
export function CitizenAppointments({ conversationId }: Props) {
  const { t } = useTranslation('inbox')
  const { api } = useStation()
  const { format, timeZone } = useTown()
  const appointments = useQuery(api.appointments.ofConversation.queryOptions({ input: { conversationId } }))
  return (
    <Matters
      title={t('card.appointments')}
      add={{ text: t('card.book'), href: `/agenda/book/${encodeURIComponent(conversationId)}` }}
    >
      {appointments.data?.map(({ id, code, service, start }) => (
        <Matter
          key={id}
          href={`/agenda/day/${DateTime.fromMillis(start, { zone: timeZone }).toFormat('yyyy-MM-dd')}`}
          text={t('card.appointment', { service: service.name, when: format.dateTime(start), code })}
        />
      ))}
    </Matters>
  )
}

function Matters(props: { title: string; add: { text: string; href: string }; children: ReactNode }) {
  const mayWrite = useMay('inbox.write')
  const title = useId()
  return (
    <Box component="section" aria-labelledby={title} sx={{ m: 2, mb: 0 }}>
      <Typography id={title} variant="h3" sx={{ fontSize: '0.95rem' }}>
        {props.title}
      </Typography>
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 0.5, fontSize: '0.9rem' }}>
        {props.children}
      </Box>
      {mayWrite && (
        <Button component={RouteLink} href={props.add.href} size="small" startIcon={<Add />} sx={{ ml: -1.5 }}>
          {props.add.text}
        </Button>
      )}
    </Box>
  )
}

function Matter(props: { href: string; text: string }) {
  return (
    <Box component="li" sx={{ overflowWrap: 'anywhere' }}>
      <Link component={RouteLink} href={props.href} sx={{ display: 'inline-block', minHeight: 24 }}>
        {props.text}
      </Link>
    </Box>
  )
}
