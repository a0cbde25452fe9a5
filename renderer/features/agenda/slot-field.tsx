import { MenuItem, TextField } from '@mui/material'
import { skipToken, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useStation } from '../../client/react.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { useTown } from '../../ui/town-clock.ts'
import { isDay } from './rules.ts'

type Props = {
  readonly serviceId: string
  readonly day: string
  readonly start: number | null
  readonly wrong: boolean
  readonly onDay: (day: string) => void
  readonly onStart: (start: number | null) => void
}

/** A day and one of its free times. */
export function SlotField({ serviceId, day, start, wrong, onDay, onStart }: Props) {
  const { t } = useTranslation('agenda')
  const { api } = useStation()
  const { format } = useTown()
  const slots = useQuery(
    api.appointments.slots.queryOptions({ input: serviceId === '' ? skipToken : { serviceId, from: day, days: 1 } }),
  )
  const free = (slots.data?.[0]?.slots ?? []).filter((slot) => slot.free > 0 && slot.start > Date.now())
  const chosen = free.some((slot) => slot.start === start) ? start : null
  const none = slots.data !== undefined && free.length === 0
  return (
    <>
      <TextField
        type="date"
        label={t('form.day')}
        value={day}
        onChange={(event) => isDay(event.target.value) && onDay(event.target.value)}
        slotProps={{ inputLabel: { shrink: true } }}
      />
      <TextField
        select
        label={t('form.time')}
        required
        value={chosen ?? ''}
        disabled={free.length === 0}
        onChange={({ target }) => onStart(Number(target.value))}
        error={none || (wrong && chosen === null)}
        helperText={none ? t('form.noTime') : wrong && chosen === null && t('form.timeError')}
      >
        {free.map((slot) => (
          <MenuItem key={slot.start} value={slot.start}>
            {format.time(slot.start)}
          </MenuItem>
        ))}
      </TextField>
      <ErrorNotice error={slots.error} />
    </>
  )
}
