import { Box, Link, Paper, Typography } from '@mui/material'
import { useTranslation } from 'react-i18next'
import { Link as RouteLink } from 'wouter'
import type { Booking } from '../../../contract/appointments.ts'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { SkeletonRows } from '../../ui/skeletons.tsx'
import { useTown } from '../../ui/town-clock.ts'
import { type Timetable, useBookings, useServices, useTimetables } from './agenda-data.ts'
import { DayBar } from './day-bar.tsx'
import { dayAt, mondayOf, noonOf, weekOf } from './rules.ts'

type Props = { readonly day: string; readonly today: string; readonly go: (day: string) => void }

/** A week at a glance: who comes each day, and how much room there is. */
export function WeekView({ day, today, go }: Props) {
  const { timeZone } = useTown()
  const monday = mondayOf(day)
  const services = useServices()
  const bookings = useBookings(monday, 7)
  const timetables = useTimetables(
    (services.data ?? []).filter(({ active }) => active),
    monday,
    7,
  )
  const coming = bookings.data?.filter(({ state }) => state !== 'cancelled') ?? []
  const ofDay = (one: string) => coming.filter(({ start }) => dayAt(start, timeZone) === one)
  const days = weekOf(day).filter((one, index) => index < 5 || ofDay(one).length > 0 || roomOn(timetables, one) > 0)
  return (
    <>
      <DayBar day={day} today={today} step={7} go={go} />
      {bookings.isPending && <SkeletonRows />}
      <ErrorNotice error={services.error ?? bookings.error} retry={() => void bookings.refetch()} />
      <Box
        component="ol"
        sx={{
          m: 0,
          p: 0,
          listStyle: 'none',
          display: 'grid',
          gap: 1.5,
          gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 11.5rem), 1fr))',
        }}
      >
        {days.map((one) => (
          <WeekDay key={one} day={one} today={today} bookings={ofDay(one)} timetables={timetables} />
        ))}
      </Box>
    </>
  )
}

const roomOn = (timetables: readonly Timetable[], day: string) =>
  timetables.flatMap(({ days }) => days.get(day)?.slots ?? []).reduce((sum, { free }) => sum + free, 0)

type DayProps = {
  readonly day: string
  readonly today: string
  readonly bookings: readonly Booking[]
  readonly timetables: readonly Timetable[]
}

function WeekDay({ day, today, bookings, timetables }: DayProps) {
  const { t } = useTranslation('agenda')
  const { format, timeZone } = useTown()
  const name = format.day(noonOf(day, timeZone), noonOf(today, timeZone))
  const closed = timetables.length > 0 && timetables.every(({ days }) => days.get(day)?.open === false)
  return (
    <Paper
      component="li"
      variant="outlined"
      sx={(theme) => ({ p: 1.5, ...(day === today && { borderColor: theme.colors.accent, borderWidth: 2 }) })}
    >
      <Typography variant="h3" component="h2">
        <Link component={RouteLink} href={`/agenda/day/${day}`} aria-label={t('openDay', { day: name })}>
          {name}
        </Link>
      </Typography>
      <Typography variant="body2" color="textSecondary" sx={{ mb: 1 }}>
        {closed
          ? t('closed')
          : `${t('count', { count: bookings.length })} · ${t('freeCount', { count: roomOn(timetables, day) })}`}
      </Typography>
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 0.75 }}>
        {bookings.map((booking) => (
          <Box component="li" key={booking.id} sx={{ fontSize: '0.9rem', overflowWrap: 'anywhere' }}>
            <strong>{format.time(booking.start)}</strong> {booking.name || booking.phone || t('nameless')}
            <Box sx={{ color: 'text.secondary', fontSize: '0.825rem' }}>{booking.service.name}</Box>
          </Box>
        ))}
      </Box>
    </Paper>
  )
}
