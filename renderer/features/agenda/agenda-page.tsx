import { Box, Tab } from '@mui/material'
import { useTranslation } from 'react-i18next'
import { useLocation, useRoute } from 'wouter'
import { PageHeader } from '../../ui/page-header.tsx'
import { SidewaysTabs } from '../../ui/sideways-tabs.tsx'
import { useTown } from '../../ui/town-clock.ts'
import { useNow } from '../../ui/use-now.ts'
import { BookDialog } from './book-dialog.tsx'
import { DayView } from './day-view.tsx'
import { dayAt, isDay } from './rules.ts'
import { ServicesTab } from './services-tab.tsx'
import { WeekView } from './week-view.tsx'

const tabs = ['day', 'week', 'services'] as const
type TabName = (typeof tabs)[number]

/** Appointments: a day, a week, and what they are for. The address holds which. */
export function AgendaPage() {
  const { t } = useTranslation('agenda')
  const [, go] = useLocation()
  const { timeZone } = useTown()
  const today = dayAt(useNow(60_000), timeZone)
  const [, params] = useRoute('/agenda/:tab?/:of?')
  const shown: TabName = tabs.find((tab) => tab === params?.tab) ?? 'day'
  const day = isDay(params?.of) ? params.of : today
  const from = params?.tab === 'book' ? (params.of ?? null) : null
  return (
    <Box sx={{ p: { xs: 2, sm: 3 } }}>
      <PageHeader title={t('title')} text={t('text')} />
      <SidewaysTabs
        value={shown}
        onChange={(tab) => go(tab === 'services' ? '/agenda/services' : `/agenda/${tab}/${day}`)}
        label={t('tabs.label')}
        below={2}
      >
        {tabs.map((tab) => (
          <Tab key={tab} value={tab} label={t(`tabs.${tab}`)} id={`agenda-${tab}`} aria-controls="agenda-panel" />
        ))}
      </SidewaysTabs>
      <Box role="tabpanel" id="agenda-panel" aria-labelledby={`agenda-${shown}`}>
        {shown === 'day' && <DayView day={day} today={today} go={(next) => go(`/agenda/day/${next}`)} />}
        {shown === 'week' && <WeekView day={day} today={today} go={(next) => go(`/agenda/week/${next}`)} />}
        {shown === 'services' && <ServicesTab />}
      </Box>
      {from !== null && (
        <BookDialog
          conversationId={from}
          day={today}
          onClose={() => go('/agenda')}
          onBooked={(at) => go(`/agenda/day/${at}`)}
        />
      )}
    </Box>
  )
}
