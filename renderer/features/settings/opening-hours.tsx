import Add from '@mui/icons-material/Add'
import Delete from '@mui/icons-material/DeleteOutlined'
import { Box, Button, IconButton, TextField, Typography } from '@mui/material'
import { useTranslation } from 'react-i18next'
import { hoursFaults, type Interval, likeMonday, nextInterval, weekdays } from './rules.ts'

type Change = (hours: readonly Interval[]) => void

/** The week: no interval means closed that day. */
export function OpeningHours(props: { hours: readonly Interval[]; change: Change }) {
  const { t } = useTranslation('settings')
  return (
    <Box sx={{ display: 'grid', gap: 0.5 }}>
      {weekdays.map((weekday) => (
        <Day key={weekday} weekday={weekday} hours={props.hours} change={props.change} />
      ))}
      <Button
        variant="outlined"
        size="small"
        onClick={() => props.change(likeMonday(props.hours))}
        sx={{ justifySelf: 'start', mt: 1 }}
      >
        {t('hours.likeMonday')}
      </Button>
    </Box>
  )
}

function Day(props: { weekday: (typeof weekdays)[number]; hours: readonly Interval[]; change: Change }) {
  const { t } = useTranslation('settings')
  const { weekday, hours, change } = props
  const faults = hoursFaults(hours)
  const mine = [...hours.entries()].filter(([, interval]) => interval.weekday === weekday)
  const day = t(`hours.days.${weekday}`)
  return (
    <Box
      role="group"
      aria-label={day}
      sx={(theme) => ({
        display: 'grid',
        gridTemplateColumns: { xs: '1fr auto', sm: '7rem 1fr auto' },
        gap: 1,
        alignItems: 'center',
        borderBottom: `1px solid ${theme.colors.line}`,
        py: 0.75,
      })}
    >
      <Typography aria-hidden>{day}</Typography>
      <Box
        sx={{
          display: 'flex',
          flexWrap: 'wrap',
          gap: 2,
          gridRow: { xs: 2, sm: 'auto' },
          gridColumn: { xs: '1 / -1', sm: 'auto' },
        }}
      >
        {mine.length === 0 && <Typography color="textSecondary">{t('hours.closed')}</Typography>}
        {mine.map(([index, interval]) => {
          const fault = faults.get(index)
          const set = (part: Partial<Interval>) =>
            change(hours.map((one, at) => (at === index ? { ...one, ...part } : one)))
          const time = (name: 'from' | 'to') => ({
            type: 'time',
            size: 'small' as const,
            label: t(`hours.${name}`),
            value: interval[name],
            error: fault !== undefined,
            sx: { width: 132 },
            onChange: (event: { target: { value: string } }) => set({ [name]: event.target.value }),
            slotProps: { htmlInput: { 'aria-label': t(`hours.${name}On`, { day }) }, inputLabel: { shrink: true } },
          })
          return (
            <Box key={index} sx={{ display: 'flex', gap: 1, alignItems: 'start' }}>
              <TextField {...time('from')} helperText={fault && t(`hours.faults.${fault}`)} />
              <TextField {...time('to')} />
              <IconButton
                aria-label={t('hours.remove', { day, from: interval.from })}
                onClick={() => change(hours.filter((_, at) => at !== index))}
              >
                <Delete />
              </IconButton>
            </Box>
          )
        })}
      </Box>
      <Button
        size="small"
        startIcon={<Add />}
        aria-label={t('hours.addOn', { day })}
        onClick={() => change([...hours, nextInterval(hours, weekday)])}
      >
        {t('hours.add')}
      </Button>
    </Box>
  )
}
