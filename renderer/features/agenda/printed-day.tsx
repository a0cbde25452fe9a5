import { Box, GlobalStyles, Portal } from '@mui/material'
import { useTranslation } from 'react-i18next'
import type { Booking } from '../../../contract/appointments.ts'
import { useTown } from '../../ui/town-clock.ts'

/** On paper there is nothing but the list, in black on white. */
const onPaper = {
  '@media print': {
    '#root, .MuiModal-root, .MuiSnackbar-root': { display: 'none !important' },
    'html, body': { height: 'auto', background: '#ffffff !important', color: '#000000 !important' },
    '@page': { margin: '15mm' },
  },
} as const

const columns = ['time', 'service', 'who', 'phone', 'code', 'note'] as const

/** The day as it is printed; not seen on the screen. */
export function PrintedDay({ day, bookings }: { day: string; bookings: readonly Booking[] }) {
  const { t } = useTranslation('agenda')
  const { name, format } = useTown()
  return (
    <Portal>
      <GlobalStyles styles={onPaper} />
      <Box
        data-printed-day
        sx={{
          display: 'none',
          '@media print': { display: 'block' },
          color: '#000000',
          '& table': { width: '100%', borderCollapse: 'collapse' },
          '& th, & td': { border: '1px solid #000000', p: 0.75, textAlign: 'start', verticalAlign: 'top' },
          '& tr': { breakInside: 'avoid' },
        }}
      >
        <p>{name}</p>
        <h1>{t('printTitle', { day })}</h1>
        {bookings.length === 0 ? (
          <p>{t('printEmpty')}</p>
        ) : (
          <table>
            <thead>
              <tr>
                {columns.map((column) => (
                  <th key={column}>{t(`columns.${column}`)}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {bookings.map((booking) => (
                <tr key={booking.id}>
                  <td>{format.time(booking.start)}</td>
                  <td>{booking.service.name}</td>
                  <td>{booking.name}</td>
                  <td>{booking.phone}</td>
                  <td>{booking.code}</td>
                  <td>{booking.note}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Box>
    </Portal>
  )
}
