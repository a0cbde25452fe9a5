import Add from '@mui/icons-material/Add'
import Delete from '@mui/icons-material/DeleteOutlined'
import { Alert, Box, Button, FormLabel, IconButton, MenuItem, TextField, Typography } from '@mui/material'
import { useTranslation } from 'react-i18next'
import type { WeeklySlots } from '../../../contract/appointments.ts'
import { moreHours } from './rules.ts'

const weekdays = [1, 2, 3, 4, 5, 6, 7] as const

type Props = {
  readonly weekly: readonly WeeklySlots[]
  readonly wrong: boolean
  readonly change: (weekly: readonly WeeklySlots[]) => void
}

/** When a service receives people, and how many at once. */
export function WeeklyHours({ weekly, wrong, change }: Props) {
  const { t } = useTranslation('agenda')
  return (
    <Box component="fieldset" sx={{ border: 0, p: 0, m: 0, minWidth: 0, display: 'grid', gap: 1.5 }}>
      <FormLabel component="legend">{t('serviceForm.weekly')}</FormLabel>
      <Typography variant="body2" color="textSecondary">
        {t('serviceForm.weeklyHelp')}
      </Typography>
      {[...weekly.entries()].map(([index, hours]) => (
        <Hours
          key={index}
          n={index + 1}
          hours={hours}
          set={(part) => change(weekly.map((one, at) => (at === index ? { ...one, ...part } : one)))}
          remove={() => change(weekly.filter((_, at) => at !== index))}
        />
      ))}
      <Button
        size="small"
        variant="outlined"
        startIcon={<Add />}
        onClick={() => change([...weekly, moreHours(weekly)])}
        sx={{ justifySelf: 'start' }}
      >
        {t('serviceForm.addHours')}
      </Button>
      {wrong && <Alert severity="error">{t('serviceForm.weeklyError')}</Alert>}
    </Box>
  )
}

type HoursProps = {
  readonly n: number
  readonly hours: WeeklySlots
  readonly set: (part: Partial<WeeklySlots>) => void
  readonly remove: () => void
}

function Hours({ n, hours, set, remove }: HoursProps) {
  const { t } = useTranslation('agenda')
  const time = (field: 'from' | 'to') => ({
    type: 'time',
    label: t(`serviceForm.${field}`),
    value: hours[field],
    onChange: (event: { target: { value: string } }) => set({ [field]: event.target.value }),
    slotProps: { inputLabel: { shrink: true } },
  })
  return (
    <Box
      role="group"
      aria-label={t('serviceForm.hours', { n })}
      sx={{
        display: 'grid',
        gap: 1,
        alignItems: 'center',
        gridTemplateColumns: { xs: '1fr 1fr', sm: '1.4fr 1fr 1fr 0.8fr auto' },
      }}
    >
      <TextField
        select
        label={t('serviceForm.weekday')}
        value={hours.weekday}
        onChange={({ target }) => set({ weekday: Number(target.value) })}
      >
        {weekdays.map((weekday) => (
          <MenuItem key={weekday} value={weekday}>
            {t(`weekdays.${weekday}`)}
          </MenuItem>
        ))}
      </TextField>
      <TextField {...time('from')} />
      <TextField {...time('to')} />
      <TextField
        type="number"
        label={t('serviceForm.capacity')}
        value={Number.isNaN(hours.capacity) ? '' : hours.capacity}
        onChange={({ target }) => set({ capacity: target.value === '' ? Number.NaN : Number(target.value) })}
      />
      <IconButton aria-label={t('serviceForm.removeHours', { n })} onClick={remove}>
        <Delete />
      </IconButton>
    </Box>
  )
}
