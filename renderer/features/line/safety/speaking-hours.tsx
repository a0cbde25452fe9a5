import Add from '@mui/icons-material/Add'
import Delete from '@mui/icons-material/DeleteOutlined'
import { Box, Button, FormHelperText, IconButton, TextField, Typography } from '@mui/material'
import { useTranslation } from 'react-i18next'
import type { LineSettings } from '../../../../contract/line-safety.ts'

type Hours = LineSettings['hours']
type Span = Hours[number]

const weekdays = [1, 2, 3, 4, 5, 6, 7] as const

/** When notices may leave, weekday by weekday; `change` is null for who may only look. */
export function SpeakingHours(props: {
  title: string
  /** What a weekday is called where there is more than one list of them; its name unless given. */
  nameOf?: (weekday: string) => string
  hours: Hours
  never: { readonly before: string; readonly after: string }
  wrong: boolean
  change: ((hours: Hours) => void) | null
}) {
  const { t } = useTranslation('line')
  const { hours, change, nameOf = (weekday) => weekday } = props
  return (
    <Box component="fieldset" sx={{ border: 0, p: 0, m: 0, display: 'grid', gap: 1 }}>
      <Typography component="legend" variant="h3" sx={{ mb: 1 }}>
        {props.title}
      </Typography>
      <FormHelperText error={props.wrong} sx={{ m: 0 }}>
        {t('safety.policy.never', props.never)}
      </FormHelperText>
      {weekdays.map((weekday) => (
        <Day
          key={weekday}
          weekday={weekday}
          name={t(`safety.calendar.long.${weekday}`)}
          label={nameOf(t(`safety.calendar.long.${weekday}`))}
          hours={hours}
          change={change}
        />
      ))}
    </Box>
  )
}

function Day(props: {
  weekday: (typeof weekdays)[number]
  name: string
  label: string
  hours: Hours
  change: ((hours: Hours) => void) | null
}) {
  const { t } = useTranslation('line')
  const { weekday, name, label, hours, change } = props
  const mine = hours.map((span, at) => ({ span, at })).filter(({ span }) => span.weekday === weekday)
  const set = (at: number, part: Partial<Span>) =>
    change?.(hours.map((span, i) => (i === at ? { ...span, ...part } : span)))
  return (
    <Box role="group" aria-label={label} sx={{ display: 'grid', gap: 1, borderTop: 1, borderColor: 'divider', pt: 1 }}>
      <Box sx={{ display: 'flex', alignItems: 'center', justifyContent: 'space-between' }}>
        <Typography aria-hidden>{name}</Typography>
        {change && (
          <Button
            size="small"
            startIcon={<Add />}
            aria-label={t('safety.policy.addOn', { day: label })}
            onClick={() => change([...hours, { weekday, from: '10:00', to: '13:00' }])}
          >
            {t('safety.policy.add')}
          </Button>
        )}
      </Box>
      {mine.length === 0 && (
        <Typography variant="body2" color="textSecondary">
          {t('safety.calendar.closed')}
        </Typography>
      )}
      {mine.map(({ span, at }) => (
        <Box key={at} sx={{ display: 'flex', gap: 1, alignItems: 'center' }}>
          {(['from', 'to'] as const).map((end) => (
            <TextField
              key={end}
              type="time"
              size="small"
              disabled={change === null}
              label={t(`safety.policy.${end}`)}
              value={span[end]}
              onChange={({ target }) => set(at, { [end]: target.value })}
              slotProps={{
                inputLabel: { shrink: true },
                htmlInput: { 'aria-label': t(`safety.policy.${end}On`, { day: label }) },
              }}
            />
          ))}
          {change && (
            <IconButton
              aria-label={t('safety.policy.removeOn', { day: label, from: span.from })}
              onClick={() => change(hours.filter((_, i) => i !== at))}
            >
              <Delete />
            </IconButton>
          )}
        </Box>
      ))}
    </Box>
  )
}
