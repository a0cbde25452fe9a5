import { Box, Typography } from '@mui/material'
import { useTranslation } from 'react-i18next'
import type { CalendarDay } from '../../../../contract/calendar.ts'
import { visuallyHidden } from '../../../ui/announcer.tsx'
import { markLook } from './mark-look.ts'
import { instantOf, type MarkKind, weeksOf } from './rules.ts'

const months = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] as const
/** A Monday, for the names of weekdays. */
const aMonday = instantOf('2026-03-02')
const dayMs = 86_400_000

export const legend = ['national', 'regional', 'feast', 'closure', 'half_day', 'opening'] as const

/** Twelve months with what differs; a click on a day writes an entry for it. */
export function YearView(props: { days: readonly CalendarDay[]; onDay: ((day: CalendarDay) => void) | null }) {
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 3,
        alignItems: 'start',
        gridTemplateColumns: 'repeat(auto-fill, minmax(17rem, 1fr))',
      }}
    >
      {months.map((month) => (
        <Month key={month} month={month} days={props.days} onDay={props.onDay} />
      ))}
    </Box>
  )
}

function useDates() {
  const { i18n } = useTranslation()
  const locale = i18n.language === 'en' ? 'en-GB' : i18n.language
  const of = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' })
  return {
    month: of({ month: 'long' }),
    narrow: of({ weekday: 'narrow' }),
    weekday: of({ weekday: 'long' }),
    full: of({ weekday: 'long', day: 'numeric', month: 'long' }),
  }
}

function Month(props: { month: number; days: readonly CalendarDay[]; onDay: ((day: CalendarDay) => void) | null }) {
  const dates = useDates()
  const weeks = weeksOf(props.days, props.month)
  const [first] = weeks.flat().filter((day) => day !== null)
  return (
    <Box component="table" sx={{ borderCollapse: 'separate', borderSpacing: 2, width: '100%', tableLayout: 'fixed' }}>
      <Box component="caption" sx={{ textAlign: 'start', fontWeight: 700, pb: 0.5, textTransform: 'capitalize' }}>
        {first && dates.month.format(instantOf(first.date))}
      </Box>
      <thead>
        <tr>
          {Array.from({ length: 7 }, (_, at) => aMonday + at * dayMs).map((moment) => (
            <Box
              component="th"
              key={moment}
              scope="col"
              sx={{ fontWeight: 400, fontSize: '0.8rem', color: 'text.secondary' }}
            >
              <span aria-hidden>{dates.narrow.format(moment)}</span>
              <Box component="span" sx={visuallyHidden}>
                {dates.weekday.format(moment)}
              </Box>
            </Box>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week, at) => (
          <tr key={week.find((day) => day !== null)?.date ?? at}>
            {week.map((day, weekday) => (
              <Box component="td" key={day?.date ?? `blank ${weekday}`} sx={{ p: 0 }}>
                {day && <DayCell day={day} label={dates.full.format(instantOf(day.date))} onDay={props.onDay} />}
              </Box>
            ))}
          </tr>
        ))}
      </tbody>
    </Box>
  )
}

/** The pointer's way to a day: the keyboard has the button above and the list below. */
function DayCell(props: { day: CalendarDay; label: string; onDay: ((day: CalendarDay) => void) | null }) {
  const { t } = useTranslation('settings')
  const { day, onDay } = props
  const kind: MarkKind | null = day.mark?.kind ?? null
  const hours = day.hours.map(({ from, to }) => `${from}–${to}`).join(', ') || t('calendar.closed')
  const why = day.mark ? `${t(`calendar.marks.${day.mark.kind}.name`)}: ${day.mark.name}. ` : ''
  const letter = kind === null || kind === 'timetable' ? '' : t(`calendar.marks.${kind}.letter`)
  return (
    <Box
      component={onDay ? 'button' : 'div'}
      {...(onDay && { type: 'button', tabIndex: -1, onClick: () => onDay(day) })}
      title={`${props.label}. ${why}${hours}`}
      sx={(theme) => ({
        ...markLook(theme, kind),
        display: 'flex',
        alignItems: 'center',
        justifyContent: 'center',
        gap: '2px',
        width: '100%',
        minHeight: 32,
        p: 0,
        font: 'inherit',
        fontSize: '0.875rem',
        borderRadius: 0.5,
        borderWidth: 1,
        borderStyle: 'solid',
        ...(day.hours.length === 0 &&
          (kind === null || kind === 'timetable') && { color: theme.colors.quiet, fontStyle: 'italic' }),
        ...(kind === 'timetable' && { borderBottom: `2px solid ${theme.colors.edge}`, borderRadius: 0 }),
        ...(onDay && { cursor: 'pointer', '&:hover': { borderColor: theme.colors.edge } }),
      })}
    >
      {Number(day.date.slice(8))}
      {letter !== '' && (
        <Box component="span" aria-hidden sx={{ fontSize: '0.75rem', fontWeight: 700 }}>
          {letter}
        </Box>
      )}
      {day.mark && (
        <Box component="span" sx={visuallyHidden}>
          {why}
        </Box>
      )}
    </Box>
  )
}

export function Legend() {
  const { t } = useTranslation('settings')
  return (
    <Box
      component="ul"
      aria-label={t('calendar.legend')}
      sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, p: 0, m: 0, listStyle: 'none' }}
    >
      {legend.map((kind) => (
        <Box component="li" key={kind} sx={{ display: 'flex', alignItems: 'center', gap: 0.75 }}>
          <Box
            aria-hidden
            sx={(theme) => ({
              ...markLook(theme, kind),
              borderWidth: 1,
              borderStyle: 'solid',
              borderRadius: 0.5,
              minWidth: 24,
              textAlign: 'center',
              fontSize: '0.8rem',
              fontWeight: 700,
            })}
          >
            {t(`calendar.marks.${kind}.letter`)}
          </Box>
          <Typography variant="body2">{t(`calendar.marks.${kind}.name`)}</Typography>
        </Box>
      ))}
      <Box component="li" sx={{ display: 'flex', alignItems: 'center', gap: 0.75 }}>
        <Box aria-hidden sx={(theme) => ({ width: 24, height: 16, borderBottom: `2px solid ${theme.colors.edge}` })} />
        <Typography variant="body2">{t('calendar.marks.timetable.name')}</Typography>
      </Box>
    </Box>
  )
}
