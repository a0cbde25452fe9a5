import { Box, Link } from '@mui/material'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link as RouteLink } from 'wouter'
import type { Report } from '../../../../contract/reports.ts'
import { mapHref } from '../../../ui/map-link.ts'
import { useTown } from '../../../ui/town-clock.ts'

/** What is known of a report. */
export function Facts({ report }: { report: Report }) {
  const { t } = useTranslation('reports')
  const { format } = useTown()
  const { place, citizen, conversationId } = report
  return (
    <Box component="dl" sx={{ m: 0, display: 'grid', gap: 1.5 }}>
      <Fact name={t('detail.what')}>
        <Box dir="auto" sx={{ whiteSpace: 'pre-wrap', fontSize: '1.1rem' }}>
          {report.what}
        </Box>
      </Fact>
      <Fact name={t('detail.where')}>
        <span dir="auto">{place.text || (place.point === null ? t('detail.noPlace') : '')} </span>
        {place.point !== null && (
          <Link href={mapHref(place.point.latitude, place.point.longitude)} target="_blank" rel="noopener noreferrer">
            {t('detail.point')}
          </Link>
        )}
      </Fact>
      <Fact name={t('detail.citizen')}>
        {citizen === null ? t('detail.counter') : citizen.name || t('detail.nameless')}{' '}
        {conversationId !== null && (
          <Link component={RouteLink} href={`/inbox/all/${encodeURIComponent(conversationId)}`}>
            {t('detail.conversation')}
          </Link>
        )}
        {citizen !== null && <Box>{t(report.notify ? 'detail.notify' : 'detail.noNotify')}</Box>}
      </Fact>
      <Fact name={t('detail.opened')}>{format.dateTime(report.openedAt)}</Fact>
    </Box>
  )
}

function Fact(props: { name: string; children: ReactNode }) {
  return (
    <Box>
      <Box component="dt" sx={{ color: 'text.secondary', fontSize: '0.875rem' }}>
        {props.name}
      </Box>
      <Box component="dd" sx={{ m: 0, overflowWrap: 'anywhere' }}>
        {props.children}
      </Box>
    </Box>
  )
}
