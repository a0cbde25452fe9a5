import Event from '@mui/icons-material/EventOutlined'
import Pause from '@mui/icons-material/PauseCircleOutlined'
import PlayCircle from '@mui/icons-material/PlayCircleOutlined'
import { Box, Link, Typography } from '@mui/material'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { Link as RouteLink } from 'wouter'
import type { ComingBroadcast, LineCalendar } from '../../../../contract/line-safety.ts'
import { useFormat } from '../../../i18n/format.ts'
import { StatusWord, type Tone } from '../../../ui/status-word.tsx'
import { useTown } from '../../../ui/town-clock.ts'
import { noon, placeOf } from './rules.ts'

const looks: { readonly [S in ComingBroadcast['state']]: { readonly icon: ReactElement; readonly tone: Tone } } = {
  running: { icon: <PlayCircle aria-hidden />, tone: 'accent' },
  paused: { icon: <Pause aria-hidden />, tone: 'warn' },
  scheduled: { icon: <Event aria-hidden />, tone: 'info' },
}

/** What is under way or scheduled, by name: how much is left of it and until when. */
export function ComingList({ calendar }: { calendar: LineCalendar }) {
  const { t } = useTranslation('line')
  const { broadcasts } = calendar
  if (broadcasts.length === 0) return <Typography color="textSecondary">{t('safety.calendar.nothing')}</Typography>
  return (
    <Box component="ul" aria-label={t('safety.calendar.coming')} sx={{ m: 0, p: 0, listStyle: 'none' }}>
      {broadcasts.map((broadcast) => (
        <Box
          component="li"
          key={broadcast.id}
          sx={{
            display: 'grid',
            gridTemplateColumns: { sm: '9rem minmax(0, 1fr)' },
            columnGap: 2,
            py: 1,
            borderTop: 1,
            borderColor: 'divider',
          }}
        >
          <Box>
            <StatusWord {...looks[broadcast.state]}>{t(`safety.calendar.states.${broadcast.state}`)}</StatusWord>
          </Box>
          <Box sx={{ minWidth: 0 }}>
            <Link component={RouteLink} href={`/broadcasts/${broadcast.id}`} sx={{ overflowWrap: 'anywhere' }}>
              {broadcast.title}
            </Link>
            <Typography variant="body2" color="textSecondary">
              <Outlook broadcast={broadcast} days={calendar.days} />
            </Typography>
          </Box>
        </Box>
      ))}
    </Box>
  )
}

function Outlook({ broadcast, days }: { broadcast: ComingBroadcast; days: LineCalendar['days'] }) {
  const { t } = useTranslation('line')
  const { format } = useTown()
  const here = useFormat()
  const { state, left, startsAt, times } = broadcast
  const { last, fits } = placeOf(broadcast, days)
  const ends = (day: string) =>
    day === days[0]?.day
      ? t('safety.calendar.endsToday')
      : t('safety.calendar.ends', { day: here.moment(noon(day), 0) })
  const parts = [
    t(state === 'scheduled' ? 'safety.calendar.estimated' : 'safety.calendar.left', {
      count: left,
      left: format.number(left),
    }),
    state === 'scheduled' && t('safety.calendar.starts', { when: format.dateTime(startsAt) }),
    times > 1 && t('safety.calendar.times', { count: times }),
    state === 'paused' && t('safety.calendar.pausedText'),
    state !== 'paused' && !fits && t('safety.calendar.beyond'),
    state !== 'paused' && times === 1 && fits && last !== null && ends(last),
  ]
  return <>{parts.filter((part) => part !== false).join(' · ')}</>
}
