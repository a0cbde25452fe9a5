import Add from '@mui/icons-material/Add'
import EventBusy from '@mui/icons-material/EventBusyOutlined'
import Print from '@mui/icons-material/PrintOutlined'
import { Box, Button, MenuItem, TextField, Typography } from '@mui/material'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { useMay } from '../../client/react.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { SkeletonRows } from '../../ui/skeletons.tsx'
import { useTown } from '../../ui/town-clock.ts'
import { useBookings, useServices, useTimetables } from './agenda-data.ts'
import { BookDialog } from './book-dialog.tsx'
import { DayBar } from './day-bar.tsx'
import { FindByCode } from './find-by-code.tsx'
import { PrintedDay } from './printed-day.tsx'
import { noonOf } from './rules.ts'
import { type Booked, ServiceDay } from './service-day.tsx'

type Props = { readonly day: string; readonly today: string; readonly go: (day: string) => void }

/** One day: who comes when, and where there is room. */
export function DayView({ day, today, go }: Props) {
  const { t } = useTranslation('agenda')
  const { format, timeZone } = useTown()
  const mayWrite = useMay('inbox.write')
  const services = useServices()
  const bookings = useBookings(day, 1)
  const [only, choose] = useState<string | null>(null)
  const [booking, book] = useState<Booked | null>(null)
  const coming = bookings.data?.filter(({ state }) => state !== 'cancelled') ?? []
  const all = services.data ?? []
  const withWork = all.filter(({ id, active }) => active || coming.some(({ service }) => service.id === id))
  const shown = withWork.filter(({ id }) => only === null || id === only)
  const timetables = useTimetables(shown, day, 1)
  const name = format.day(noonOf(day, timeZone), noonOf(today, timeZone))
  if (services.data?.length === 0) return <NoServices />
  return (
    <>
      <DayBar day={day} today={today} step={1} go={go}>
        <TextField
          select
          label={t('service')}
          value={only ?? 'all'}
          onChange={({ target }) => choose(target.value === 'all' ? null : target.value)}
          sx={{ width: 240 }}
        >
          <MenuItem value="all">{t('allServices')}</MenuItem>
          {all.map(({ id, name }) => (
            <MenuItem key={id} value={id}>
              {name}
            </MenuItem>
          ))}
        </TextField>
        <FindByCode go={go} timeZone={timeZone} />
        <Button variant="outlined" startIcon={<Print />} onClick={() => window.print()}>
          {t('print')}
        </Button>
        {mayWrite && (
          <Button variant="contained" startIcon={<Add />} onClick={() => book({ serviceId: only, start: null })}>
            {t('book')}
          </Button>
        )}
      </DayBar>
      <Typography variant="h2" sx={{ mb: 2 }}>
        {name} · {t('count', { count: coming.length })}
      </Typography>
      {(services.isPending || bookings.isPending) && <SkeletonRows />}
      <ErrorNotice error={services.error ?? bookings.error} retry={() => void bookings.refetch()} />
      <Box sx={{ display: 'grid', gap: 3, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        {timetables.map((timetable) => (
          <ServiceDay
            key={timetable.service.id}
            timetable={timetable}
            day={day}
            bookings={bookings.data?.filter(({ service }) => service.id === timetable.service.id) ?? []}
            onBook={mayWrite ? book : null}
          />
        ))}
      </Box>
      <PrintedDay day={name} bookings={coming} />
      {booking !== null && (
        <BookDialog
          conversationId={null}
          day={day}
          wanted={booking}
          onClose={() => book(null)}
          onBooked={(at) => {
            book(null)
            if (at !== day) go(at)
          }}
        />
      )}
    </>
  )
}

function NoServices() {
  const { t } = useTranslation('agenda')
  const [, go] = useLocation()
  const may = useMay('settings.write')
  return (
    <EmptyState
      icon={<EventBusy />}
      title={t('none.title')}
      text={t(may ? 'none.text' : 'none.textReader')}
      action={
        may && (
          <Button variant="contained" onClick={() => go('/agenda/services')}>
            {t('none.list')}
          </Button>
        )
      }
    />
  )
}
