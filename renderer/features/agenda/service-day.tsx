import Add from '@mui/icons-material/Add'
import { Box, Button, Link, TableCell, TableRow, Typography } from '@mui/material'
import { useTranslation } from 'react-i18next'
import { Link as RouteLink } from 'wouter'
import type { Booking } from '../../../contract/appointments.ts'
import { ListTable } from '../../ui/list-table.tsx'
import { useTown } from '../../ui/town-clock.ts'
import type { Timetable } from './agenda-data.ts'
import { BookingActions } from './booking-actions.tsx'
import { BookingStateWord } from './booking-state.tsx'
import { type Row, rowsOf } from './rules.ts'

export type Booked = { readonly serviceId: string | null; readonly start: number | null }

type Props = {
  readonly timetable: Timetable
  readonly day: string
  readonly bookings: readonly Booking[]
  /** Null for those who only look. */
  readonly onBook: ((wanted: Booked) => void) | null
}

/** One service on one day, by time. */
export function ServiceDay({ timetable: { service, days }, day, bookings, onBook }: Props) {
  const { t } = useTranslation('agenda')
  const timetable = days.get(day)
  const rows = rowsOf(timetable?.slots ?? [], bookings)
  return (
    <Box>
      <Typography variant="h3" component="h3" sx={{ mb: 1 }}>
        {service.name}
      </Typography>
      {timetable !== undefined && rows.length === 0 && (
        <Typography color="textSecondary">{t(timetable.open ? 'noSlots' : 'closed')}</Typography>
      )}
      {rows.length > 0 && (
        <ListTable
          label={service.name}
          columns={(['time', 'who', 'code', 'state', 'actions'] as const).map((column) => t(`columns.${column}`))}
          small
        >
          {rows.flatMap((row) => [
            ...row.bookings.map((booking) => (
              <BookingRow key={booking.id} booking={booking} writes={onBook !== null} />
            )),
            row.slot && row.slot.free > 0 ? (
              <FreeRow
                key={row.start}
                row={row}
                name={service.name}
                onBook={onBook && (() => onBook({ serviceId: service.id, start: row.start }))}
              />
            ) : null,
          ])}
        </ListTable>
      )}
    </Box>
  )
}

function BookingRow({ booking, writes }: { booking: Booking; writes: boolean }) {
  const { t } = useTranslation('agenda')
  const { format } = useTown()
  return (
    <TableRow>
      <TableCell component="th" scope="row" sx={{ fontWeight: 700, width: '5rem' }}>
        {format.time(booking.start)}
      </TableCell>
      <TableCell sx={{ overflowWrap: 'anywhere', minWidth: 140 }}>
        <strong dir="auto">{booking.name || booking.phone || t('nameless')}</strong>
        {booking.note !== '' && (
          <Typography variant="body2" color="textSecondary" dir="auto">
            {booking.note}
          </Typography>
        )}
        {booking.conversationId !== null && (
          <Box>
            <Link
              component={RouteLink}
              href={`/inbox/all/${encodeURIComponent(booking.conversationId)}`}
              variant="body2"
            >
              {t('actions.conversation')}
            </Link>
          </Box>
        )}
      </TableCell>
      <TableCell sx={{ whiteSpace: 'nowrap' }}>{booking.code}</TableCell>
      <TableCell sx={{ whiteSpace: 'nowrap' }}>
        <BookingStateWord state={booking.state} />
      </TableCell>
      <TableCell>{writes && <BookingActions booking={booking} />}</TableCell>
    </TableRow>
  )
}

function FreeRow({ row, name, onBook }: { row: Row; name: string; onBook: (() => void) | null }) {
  const { t } = useTranslation('agenda')
  const { format } = useTown()
  const time = format.time(row.start)
  const { free = 0, capacity = 0 } = row.slot ?? {}
  return (
    <TableRow>
      <TableCell component="th" scope="row" sx={{ width: '5rem', fontWeight: 400 }}>
        {time}
      </TableCell>
      <TableCell colSpan={3} sx={{ color: 'text.secondary' }}>
        {capacity === 1 ? t('free') : t('freeOf', { free, capacity })}
      </TableCell>
      <TableCell>
        {onBook !== null && row.start > Date.now() && (
          <Button size="small" startIcon={<Add />} aria-label={t('bookAt', { time, service: name })} onClick={onBook}>
            {t('book')}
          </Button>
        )}
      </TableCell>
    </TableRow>
  )
}
