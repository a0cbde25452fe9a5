import { MenuItem, TextField } from '@mui/material'
import { skipToken, useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStation } from '../../client/react.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { isRefused } from '../../ui/form-field.ts'
import { useToasts } from '../../ui/toasts.tsx'
import { useTown } from '../../ui/town-clock.ts'
import { useRenew, useServices } from './agenda-data.ts'
import { type BookingFault, bookingFaults, dayAt } from './rules.ts'
import type { Booked } from './service-day.tsx'
import { SlotField } from './slot-field.tsx'

type Props = {
  /** The appointment is of whoever wrote there; null for anybody else. */
  readonly conversationId: string | null
  readonly day: string
  readonly wanted?: Booked
  readonly onClose: () => void
  /** With the day of the appointment. */
  readonly onBooked: (day: string) => void
}

/** Gives somebody an appointment. */
export function BookDialog(props: Props) {
  const { t } = useTranslation('agenda')
  const { client } = useStation()
  const { timeZone } = useTown()
  const toasts = useToasts()
  const renew = useRenew()
  const services = useServices().data ?? []
  const known = useCitizenName(props.conversationId)
  const [serviceId, setService] = useState(props.wanted?.serviceId ?? null)
  const [day, setDay] = useState(props.day)
  const [start, setStart] = useState<number | null>(props.wanted?.start ?? null)
  const [form, setForm] = useState<{ name: string | null; phone: string; note: string }>({
    name: null,
    phone: '',
    note: '',
  })
  const [faults, setFaults] = useState<readonly BookingFault[]>([])
  const service = serviceId ?? services.find(({ active }) => active)?.id ?? ''
  const name = form.name ?? known
  const book = useMutation({
    mutationFn: (at: number) =>
      client.appointments.book({
        serviceId: service,
        start: at,
        name,
        phone: form.phone,
        note: form.note,
        ...(props.conversationId !== null && { conversationId: props.conversationId }),
      }),
    onSuccess: ({ code, start: at }) => {
      toasts.show({ text: t('form.booked', { code }) })
      props.onBooked(dayAt(at, timeZone))
    },
    onSettled: renew,
  })
  const submit = () => {
    const found = bookingFaults({ start, name })
    setFaults(found)
    if (found.length === 0 && start !== null) book.mutate(start)
  }
  const noName = faults.includes('name') || isRefused(book.error, 'name')
  return (
    <FormDialog
      title={t('form.title')}
      submit={t('form.book')}
      busy={book.isPending}
      error={book.error}
      onSubmit={submit}
      onClose={props.onClose}
    >
      <TextField
        select
        label={t('form.service')}
        value={service}
        onChange={({ target }) => {
          setService(target.value)
          setStart(null)
        }}
      >
        {services.map(({ id, name: called }) => (
          <MenuItem key={id} value={id}>
            {called}
          </MenuItem>
        ))}
      </TextField>
      <SlotField
        serviceId={service}
        day={day}
        start={start}
        wrong={faults.includes('start')}
        onDay={(next) => {
          setDay(next)
          setStart(null)
        }}
        onStart={setStart}
      />
      <TextField
        label={t('form.name')}
        value={name}
        onChange={(event) => setForm({ ...form, name: event.target.value })}
        required
        error={noName}
        helperText={noName && t('form.nameError')}
        slotProps={{ htmlInput: { maxLength: 120 } }}
      />
      {props.conversationId === null && (
        <TextField
          type="tel"
          label={t('form.phone')}
          value={form.phone}
          onChange={(event) => setForm({ ...form, phone: event.target.value })}
          slotProps={{ htmlInput: { maxLength: 40 } }}
        />
      )}
      <TextField
        label={t('form.note')}
        value={form.note}
        onChange={(event) => setForm({ ...form, note: event.target.value })}
        multiline
        slotProps={{ htmlInput: { maxLength: 500 } }}
      />
    </FormDialog>
  )
}

function useCitizenName(conversationId: string | null): string {
  const { api } = useStation()
  const input = conversationId === null ? skipToken : { id: conversationId }
  return useQuery(api.inbox.get.queryOptions({ input })).data?.citizen.name ?? ''
}
