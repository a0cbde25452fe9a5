import { Box, Link, Typography } from '@mui/material'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link as RouteLink } from 'wouter'
import type { LineCalendarDay, LineCalendar as Weeks } from '../../../../contract/line-safety.ts'
import { useStation } from '../../../client/react.tsx'
import { useFormat } from '../../../i18n/format.ts'
import { visuallyHidden } from '../../../ui/announcer.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { ComingList } from './coming-list.tsx'
import { freeOf, inWeeks, noon } from './rules.ts'

const weekdays = [1, 2, 3, 4, 5, 6, 7] as const
const glance = 7

/** The weeks to come: which broadcasts take them, and what each day leaves free. */
export function LineCalendar({ lineId }: { lineId: string }) {
  const { t } = useTranslation('line')
  const { api } = useStation()
  const format = useFormat()
  const found = useQuery(api.lines.calendar.queryOptions({ input: { id: lineId } }))
  if (!found.data) return <ErrorNotice error={found.error} retry={() => void found.refetch()} />
  const { days } = found.data
  return (
    <Box sx={{ minWidth: 0, display: 'grid', gap: 1 }}>
      <Typography variant="h3" id="line-calendar">
        {t('safety.calendar.title')}
      </Typography>
      <Typography>
        {t('safety.calendar.glance', {
          today: format.number(freeOf(days, 1)),
          week: format.number(freeOf(days, glance)),
        })}
      </Typography>
      <ComingList calendar={found.data} />
      <Typography variant="body2" color="textSecondary" id="line-calendar-text" sx={{ mt: 1 }}>
        {t('safety.calendar.text')}
      </Typography>
      {/* Relative, so that the hidden names of the days are inside what scrolls. */}
      <Box sx={{ overflowX: 'auto', position: 'relative' }} tabIndex={0} role="region" aria-labelledby="line-calendar">
        <WeeksTable weeks={found.data} />
      </Box>
    </Box>
  )
}

function WeeksTable({ weeks: { days, broadcasts } }: { weeks: Weeks }) {
  const { t } = useTranslation('line')
  const titles = new Map(broadcasts.map(({ id, title }) => [id, title]))
  return (
    <Box
      component="table"
      aria-labelledby="line-calendar"
      aria-describedby="line-calendar-text"
      sx={{ borderCollapse: 'collapse', width: '100%', minWidth: '52rem', tableLayout: 'fixed' }}
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
              <span aria-hidden>{t(`safety.calendar.days.${weekday}`)}</span>
              <Box component="span" sx={visuallyHidden}>
                {t(`safety.calendar.long.${weekday}`)}
              </Box>
            </Typography>
          ))}
        </tr>
      </thead>
      <tbody>
        {inWeeks(days).map((week, at) => (
          // Weeks keep their place.
          <tr key={week.find(Boolean)?.day ?? at}>
            {weekdays.map((weekday) => {
              const day = week[weekday - 1] ?? null
              return <Cell key={weekday} day={day} titles={titles} today={day !== null && day === days[0]} />
            })}
          </tr>
        ))}
      </tbody>
    </Box>
  )
}

type CellProps = {
  readonly day: LineCalendarDay | null
  readonly titles: ReadonlyMap<string, string>
  readonly today: boolean
}

function Cell({ day, titles, today }: CellProps) {
  const { t } = useTranslation('line')
  const format = useFormat()
  if (day === null) return <td />
  return (
    <Box
      component="td"
      {...(today && { 'aria-current': 'date' })}
      sx={(theme) => ({
        border: `1px solid ${theme.colors.line}`,
        p: 0.75,
        verticalAlign: 'top',
        ...(today && { outline: `2px solid ${theme.colors.accent}`, outlineOffset: '-2px' }),
      })}
    >
      <Typography variant="body2" component="time" dateTime={day.day} color="textSecondary">
        {format.moment(noon(day.day), 0)}
        {today && ` · ${t('safety.calendar.today')}`}
      </Typography>
      {day.allowed === 0 ? (
        <Typography variant="body2" color="textSecondary">
          {t('safety.calendar.closed')}
        </Typography>
      ) : (
        <>
          <Taken share={1 - day.free / day.allowed} />
          <Typography variant="body2" sx={{ fontWeight: 700 }}>
            {t('safety.calendar.free', { count: day.free, free: format.number(day.free) })}
          </Typography>
        </>
      )}
      {day.planned.map(({ id, count }) => (
        <Planned key={id} id={id} count={count} title={titles.get(id) ?? ''} />
      ))}
    </Box>
  )
}

/** How much of a day is taken; the number below says it. */
function Taken({ share }: { share: number }) {
  return (
    <Box
      aria-hidden
      sx={(theme) => ({ height: 6, borderRadius: 1, border: `1px solid ${theme.colors.line}`, my: 0.5 })}
    >
      <Box sx={(theme) => ({ height: '100%', width: `${share * 100}%`, backgroundColor: theme.colors.accent })} />
    </Box>
  )
}

/** The pointer's way to a broadcast: the keyboard has the list above, and not the same stop on every day. */
function Planned({ id, count, title }: { id: string; count: number; title: string }) {
  const { t } = useTranslation('line')
  const format = useFormat()
  return (
    <Box sx={{ mt: 0.5, lineHeight: 1.3 }}>
      <Link
        component={RouteLink}
        href={`/broadcasts/${id}`}
        tabIndex={-1}
        variant="body2"
        title={title}
        sx={{
          display: '-webkit-box',
          overflow: 'hidden',
          WebkitLineClamp: 2,
          WebkitBoxOrient: 'vertical',
          overflowWrap: 'anywhere',
        }}
      >
        {title}
      </Link>
      <Typography variant="body2" color="textSecondary">
        {t('safety.calendar.planned', { count, planned: format.number(count) })}
      </Typography>
    </Box>
  )
}
