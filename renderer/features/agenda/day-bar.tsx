import ChevronLeft from '@mui/icons-material/ChevronLeft'
import ChevronRight from '@mui/icons-material/ChevronRight'
import { Box, Button, IconButton, TextField } from '@mui/material'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { isDay, plusDays } from './rules.ts'

type Props = {
  readonly day: string
  readonly today: string
  /** 1 or 7 days at a time. */
  readonly step: 1 | 7
  readonly go: (day: string) => void
  readonly children?: ReactNode
}

/** Goes through the days. */
export function DayBar({ day, today, step, go, children }: Props) {
  const { t } = useTranslation('agenda')
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1, mb: 2 }}>
      <IconButton aria-label={t(step === 1 ? 'previousDay' : 'previousWeek')} onClick={() => go(plusDays(day, -step))}>
        <ChevronLeft />
      </IconButton>
      <TextField
        type="date"
        label={t('date')}
        value={day}
        onChange={(event) => isDay(event.target.value) && go(event.target.value)}
        slotProps={{ inputLabel: { shrink: true } }}
        sx={{ width: 170 }}
      />
      <IconButton aria-label={t(step === 1 ? 'nextDay' : 'nextWeek')} onClick={() => go(plusDays(day, step))}>
        <ChevronRight />
      </IconButton>
      <Button variant="outlined" onClick={() => go(today)} disabled={day === today}>
        {t('today')}
      </Button>
      {children}
    </Box>
  )
}
