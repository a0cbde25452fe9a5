import { Box, Button } from '@mui/material'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Booking } from '../../../contract/appointments.ts'
import { useStation } from '../../client/react.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { useToasts } from '../../ui/toasts.tsx'
import { useTown } from '../../ui/town-clock.ts'
import { useNow } from '../../ui/use-now.ts'
import { useRenew } from './agenda-data.ts'
import { ChangeDialog } from './change-dialog.tsx'
import { dayAt } from './rules.ts'

/** What can be done with an appointment: before it begins, and on its day. */
export function BookingActions({ booking }: { booking: Booking }) {
  const { t } = useTranslation('agenda')
  const { client } = useStation()
  const { timeZone } = useTown()
  const renew = useRenew()
  const now = useNow()
  const [open, setOpen] = useState<'change' | 'cancel' | null>(null)
  const close = useMutation({
    mutationFn: (state: 'done' | 'no_show') => client.appointments.close({ id: booking.id, state }),
    onSettled: renew,
  })
  const coming = booking.state === 'booked' && booking.start > now
  const itsDay = dayAt(now, timeZone) >= dayAt(booking.start, timeZone)
  const ends = itsDay ? (['done', 'no_show'] as const).filter((state) => state !== booking.state) : []
  return (
    <>
      <Box
        role="group"
        aria-label={t('actions.label', { name: booking.name || booking.code })}
        sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.5 }}
      >
        {booking.state !== 'cancelled' &&
          ends.map((state) => (
            <Button
              key={state}
              size="small"
              loading={close.isPending && close.variables === state}
              onClick={() => close.mutate(state)}
            >
              {t(`actions.${state}`)}
            </Button>
          ))}
        {coming &&
          (['change', 'cancel'] as const).map((act) => (
            <Button key={act} size="small" color={act === 'cancel' ? 'error' : 'primary'} onClick={() => setOpen(act)}>
              {t(`actions.${act}`)}
            </Button>
          ))}
      </Box>
      <ErrorNotice error={close.error} />
      {open === 'change' && <ChangeDialog booking={booking} onClose={() => setOpen(null)} />}
      {open === 'cancel' && <CancelDialog booking={booking} onClose={() => setOpen(null)} />}
    </>
  )
}

function CancelDialog({ booking, onClose }: { booking: Booking; onClose: () => void }) {
  const { t } = useTranslation('agenda')
  const { client } = useStation()
  const { format } = useTown()
  const renew = useRenew()
  const toasts = useToasts()
  const cancel = useMutation({
    mutationFn: () => client.appointments.cancel({ id: booking.id }),
    onSuccess: () => {
      toasts.show({ text: t('cancel.done') })
      onClose()
    },
    onSettled: renew,
  })
  return (
    <ConfirmDialog
      open
      danger
      title={t('cancel.title', { name: booking.name || booking.code })}
      text={t('cancel.text', { service: booking.service.name, when: format.dateTime(booking.start) })}
      confirm={t('cancel.confirm')}
      busy={cancel.isPending}
      error={cancel.error}
      onConfirm={cancel.mutate}
      onClose={onClose}
    />
  )
}
