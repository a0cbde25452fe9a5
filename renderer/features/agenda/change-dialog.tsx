import { Typography } from '@mui/material'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Booking } from '../../../contract/appointments.ts'
import { useStation } from '../../client/react.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { useToasts } from '../../ui/toasts.tsx'
import { useTown } from '../../ui/town-clock.ts'
import { useRenew } from './agenda-data.ts'
import { dayAt } from './rules.ts'
import { SlotField } from './slot-field.tsx'

/** Moves an appointment to another free time of its service. */
export function ChangeDialog({ booking, onClose }: { booking: Booking; onClose: () => void }) {
  const { t } = useTranslation('agenda')
  const { client } = useStation()
  const { timeZone } = useTown()
  const renew = useRenew()
  const toasts = useToasts()
  const [day, setDay] = useState(dayAt(booking.start, timeZone))
  const [start, setStart] = useState<number | null>(null)
  const [tried, setTried] = useState(false)
  const change = useMutation({
    mutationFn: (at: number) => client.appointments.change({ id: booking.id, start: at }),
    onSuccess: ({ code }) => {
      toasts.show({ text: t('form.changed', { code }) })
      onClose()
    },
    onSettled: renew,
  })
  const submit = () => {
    setTried(true)
    if (start !== null) change.mutate(start)
  }
  return (
    <FormDialog
      title={t('form.changeTitle', { name: booking.name || booking.code })}
      submit={t('form.change')}
      busy={change.isPending}
      error={change.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <Typography color="textSecondary">{t('form.keepsCode', { code: booking.code })}</Typography>
      <SlotField
        serviceId={booking.service.id}
        day={day}
        start={start}
        wrong={tried}
        onDay={(next) => {
          setDay(next)
          setStart(null)
        }}
        onStart={setStart}
      />
    </FormDialog>
  )
}
