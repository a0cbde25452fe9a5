import { Box, Typography } from '@mui/material'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { LineCalendarDay } from '../../../../contract/line-safety.ts'
import { useStation } from '../../../client/react.tsx'
import { useFormat } from '../../../i18n/format.ts'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { inWeeks } from './rules.ts'

const weekdays = [1, 2, 3, 4, 5, 6, 7] as const

/** The weeks to come: what each day allows, what is planned and what stays free. */
export function LineCalendar({ lineId }: { lineId: string }) {
  const { t } = useTranslation('line')
  const { api } = useStation()
  const found = useQuery(api.lines.calendar.queryOptions({ input: { id: lineId } }))
  if (!found.data) return <ErrorNotice error={found.error} retry={() => void found.refetch()} />
  return (
    <Box sx={{ minWidth: 0 }}>
      <Typography variant="h3" id="line-calendar">
        {t('safety.calendar.title')}
      </Typography>
      <Typography variant="body2" color="textSecondary" sx={{ mb: 1 }}>
        {t('safety.calendar.text')}
      </Typography>
      <Box sx={{ overflowX: 'auto' }} tabIndex={0} role="region" aria-labelledby="line-calendar">
        <Box
          component="table"
          aria-labelledby="line-calendar"
          sx={{ borderCollapse: 'collapse', width: '100%', minWidth: '34rem', tableLayout: 'fixed' }}
        >
          <thead>
            <tr>
              {weekdays.map((weekday) => (
                <Typography
                  key={weekday}
                  component="th"
                  scope="col"
                  variant="body2"
                  sx={{ fontWeight: 400, textAlign: 'left', p: 0.5 }}
                >
                  {t(`safety.calendar.days.${weekday}`)}
                </Typography>
              ))}
            </tr>
          </thead>
          <tbody>
            {inWeeks(found.data).map((week, at) => (
              // Weeks keep their place.
              <tr key={week.find(Boolean)?.day ?? at}>
                {weekdays.map((weekday) => (
                  <Cell key={weekday} day={week[weekday - 1] ?? null} />
                ))}
              </tr>
            ))}
          </tbody>
        </Box>
      </Box>
    </Box>
  )
}

function Cell({ day }: { day: LineCalendarDay | null }) {
  const { t } = useTranslation('line')
  const format = useFormat()
  if (day === null) return <td />
  const planned = day.planned.reduce((sum, { count }) => sum + count, 0)
  const share = day.allowed === 0 ? 0 : Math.min(1, planned / day.allowed)
  return (
    <Box component="td" sx={(theme) => ({ border: `1px solid ${theme.colors.line}`, p: 0.75, verticalAlign: 'top' })}>
      <Typography variant="body2" color="textSecondary">
        {Number(day.day.slice(8))}
      </Typography>
      {day.allowed === 0 ? (
        <Typography variant="body2">{t('safety.calendar.closed')}</Typography>
      ) : (
        <>
          <Box
            aria-hidden
            sx={(theme) => ({ height: 6, borderRadius: 1, border: `1px solid ${theme.colors.line}`, my: 0.5 })}
          >
            <Box sx={(theme) => ({ height: '100%', width: `${share * 100}%`, backgroundColor: theme.colors.accent })} />
          </Box>
          <Typography variant="body2">
            {t('safety.calendar.free', { count: day.free, free: format.number(day.free) })}
          </Typography>
          {planned > 0 && <Typography variant="body2">{t('safety.calendar.planned', { count: planned })}</Typography>}
        </>
      )}
    </Box>
  )
}
