import CallMade from '@mui/icons-material/CallMade'
import CallReceived from '@mui/icons-material/CallReceived'
import HourglassBottom from '@mui/icons-material/HourglassBottom'
import LockOutlined from '@mui/icons-material/LockOutlined'
import PersonOutlined from '@mui/icons-material/PersonOutlined'
import PersonSearch from '@mui/icons-material/PersonSearch'
import PriorityHigh from '@mui/icons-material/PriorityHigh'
import Schedule from '@mui/icons-material/Schedule'
import SmartToyOutlined from '@mui/icons-material/SmartToyOutlined'
import Snooze from '@mui/icons-material/Snooze'
import StickyNote2Outlined from '@mui/icons-material/StickyNote2Outlined'
import TaskAlt from '@mui/icons-material/TaskAlt'
import TimelapseOutlined from '@mui/icons-material/TimelapseOutlined'
import WarningAmber from '@mui/icons-material/WarningAmber'
import { Box, type Theme } from '@mui/material'
import type { KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { languageNames } from '../../../i18n/languages.ts'
import { visuallyHidden } from '../../../ui/announcer.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import type { TownClock } from '../../../ui/town-clock.ts'
import { phoneText } from '../phone.ts'
import { isEmergency, useTopicText } from '../topics.ts'
import type { LastWords, QueueRow as Row, WaitingTone } from './rules.ts'

type Props = {
  readonly row: Row
  readonly href: string
  readonly open: boolean
  /** The one that Tab reaches. */
  readonly active: boolean
  readonly gone: boolean
  readonly town: TownClock
  readonly now: number
  readonly onOpen: () => void
  readonly onFocus: () => void
}

export const rowId = (conversationId: string): string => `queue-row-${conversationId}`

export function QueueRow(props: Props) {
  const { row, town, now } = props
  const { t } = useTranslation('inbox')
  const unnamed = t(row.withheld ? 'queue.withheld' : 'queue.nameless')
  const name = row.name || (row.phone === null ? unnamed : phoneText(row.phone))
  const open = (event: { preventDefault: () => void }) => {
    event.preventDefault()
    props.onOpen()
  }
  return (
    <Box
      component="a"
      id={rowId(row.id)}
      href={props.href}
      tabIndex={props.active ? 0 : -1}
      aria-current={props.open ? 'true' : undefined}
      onClick={(event) => {
        if (!(event.ctrlKey || event.metaKey || event.shiftKey)) open(event)
      }}
      onKeyDown={(event: KeyboardEvent) => event.key === ' ' && open(event)}
      onFocus={props.onFocus}
      sx={(theme) => linkLook(theme, props.open, props.gone)}
    >
      <Box sx={{ display: 'flex', alignItems: 'baseline', gap: 1 }}>
        <Box component="span" dir="auto" sx={{ ...oneLineLook, fontWeight: 700, flex: 1, unicodeBidi: 'isolate' }}>
          {name}
        </Box>
        <When row={row} town={town} now={now} />
      </Box>
      <Words last={row.last} />
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, minWidth: 0, overflow: 'hidden', height: 20 }}>
        {row.alarm && (
          <StatusWord icon={<WarningAmber />} tone="bad" sx={smallLook}>
            {t('queue.alarm')}
          </StatusWord>
        )}
        {row.reserved && !row.withheld && (
          <StatusWord icon={<LockOutlined />} sx={smallLook}>
            {t('queue.reserved')}
          </StatusWord>
        )}
        <HolderWord row={row} />
        {row.unfinished && (
          <StatusWord icon={<TimelapseOutlined />} sx={smallLook}>
            {t('queue.unfinished')}
          </StatusWord>
        )}
        <Topic topic={row.topic} />
        <Box sx={{ flex: 1 }} />
        {row.language && (
          <Box component="span" sx={{ ...smallLook, color: 'text.secondary', flexShrink: 0 }}>
            <span aria-hidden>{row.language}</span>
            <Box component="span" sx={visuallyHidden}>
              {languageName(row.language)}
            </Box>
          </Box>
        )}
      </Box>
      {props.gone && (
        <Box component="span" sx={{ ...smallLook, color: 'text.secondary', fontStyle: 'italic' }}>
          {t('queue.gone')}
        </Box>
      )}
    </Box>
  )
}

const languageName = (language: string): string =>
  Object.entries(languageNames).find(([code]) => code === language)?.[1] ?? language

function Topic(props: { topic: string | null }) {
  const text = useTopicText()
  if (props.topic === null) return null
  if (isEmergency(props.topic)) {
    return (
      <StatusWord icon={<PriorityHigh />} tone="bad" sx={smallLook}>
        {text(props.topic)}
      </StatusWord>
    )
  }
  return (
    <Box component="span" sx={(theme) => ({ ...chipLook(theme), ...oneLineLook, flexShrink: 1 })}>
      {text(props.topic)}
    </Box>
  )
}

const minute = 60_000

function When(props: { row: Row; town: TownClock; now: number }) {
  const { row, now } = props
  const { format } = props.town
  const { t } = useTranslation('inbox')
  if (row.snoozedUntil !== null) {
    const when = format.moment(row.snoozedUntil, now)
    return (
      <StatusWord icon={<Snooze />} sx={smallLook}>
        {t('queue.wakes', { when })}
      </StatusWord>
    )
  }
  if (row.waiting !== null) {
    const { since, waited } = row.waiting
    const fresh = now - since < minute
    const shut = !fresh && waited < minute
    const time = waitingWords(t, { fresh, shut, words: format.waiting(0, waited) })
    const { icon, tone, text } = waitingLook[row.waiting.tone]
    return (
      <StatusWord icon={icon} tone={tone} sx={smallLook}>
        <span aria-hidden>{time}</span>
        <Box component="span" sx={visuallyHidden}>
          {fresh || shut ? t(fresh ? 'queue.waitsNow' : 'queue.waitsShut') : t(text, { time })}
        </Box>
      </StatusWord>
    )
  }
  if (row.resolved) {
    return (
      <StatusWord icon={<TaskAlt />} sx={smallLook}>
        {t('queue.done')}
      </StatusWord>
    )
  }
  return row.at === null ? null : (
    <Box component="span" sx={{ ...smallLook, color: 'text.secondary', flexShrink: 0 }}>
      {format.moment(row.at, now)}
    </Box>
  )
}

type Texts = ReturnType<typeof useTranslation<'inbox'>>['t']

function waitingWords(t: Texts, waited: { fresh: boolean; shut: boolean; words: string }): string {
  if (waited.fresh) return t('queue.justNow')
  return waited.shut ? t('queue.shut') : waited.words
}

const waitingLook = {
  calm: { icon: <Schedule />, tone: 'neutral', text: 'queue.waits' },
  amber: { icon: <HourglassBottom />, tone: 'warn', text: 'queue.pressing' },
  red: { icon: <PriorityHigh />, tone: 'bad', text: 'queue.urgent' },
} as const satisfies { [T in WaitingTone]: object }

const whoIcon = {
  received: <CallReceived />,
  sent: <CallMade />,
  note: <StickyNote2Outlined />,
} as const

function Words(props: { last: LastWords | null }) {
  const { t } = useTranslation('inbox')
  const { last } = props
  if (last === null) return <Box sx={{ height: 20 }} />
  return (
    <Box sx={{ display: 'flex', gap: 0.75, alignItems: 'center', minWidth: 0, lineHeight: '20px' }}>
      <StatusWord icon={whoIcon[last.who]} sx={{ ...smallLook, flexShrink: 0 }}>
        {t(`words.${last.who}`)}
      </StatusWord>
      <Box component="span" dir="auto" sx={{ ...oneLineLook, fontSize: '0.9rem', unicodeBidi: 'isolate', flex: 1 }}>
        {last.text || t(`kinds.${last.kind}`)}
      </Box>
    </Box>
  )
}

function HolderWord(props: { row: Row }) {
  const { t } = useTranslation('inbox')
  const { kind, name } = props.row.holder
  switch (kind) {
    case 'assistant':
      return (
        <StatusWord icon={<SmartToyOutlined />} sx={smallLook}>
          {t('queue.assistant')}
        </StatusWord>
      )
    case 'nobody':
      return props.row.resolved ? null : (
        <StatusWord icon={<PersonSearch />} sx={smallLook}>
          {t('queue.nobody')}
        </StatusWord>
      )
    case 'me':
      return (
        <StatusWord icon={<PersonOutlined />} tone="accent" sx={smallLook}>
          {t('queue.mine')}
        </StatusWord>
      )
    case 'other':
      return (
        <StatusWord icon={<PersonOutlined />} sx={smallLook}>
          {name}
        </StatusWord>
      )
  }
}

const oneLineLook = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', minWidth: 0 } as const
const smallLook = { fontSize: '0.8rem', lineHeight: '20px', whiteSpace: 'nowrap', flexShrink: 0 } as const
const chipLook = (theme: Theme) =>
  ({
    fontSize: '0.75rem',
    lineHeight: '18px',
    paddingInline: 0.75,
    borderRadius: 0.5,
    border: `1px solid ${theme.colors.line}`,
    color: theme.colors.quiet,
  }) as const

function linkLook(theme: Theme, open: boolean, gone: boolean) {
  return {
    display: 'grid',
    gap: 0.25,
    paddingInline: 2,
    paddingBlock: 1,
    color: gone ? theme.colors.quiet : theme.colors.text,
    textDecoration: 'none',
    borderBottom: `1px solid ${theme.colors.line}`,
    borderInlineStart: `4px solid ${open ? theme.colors.accent : 'transparent'}`,
    backgroundColor: open ? theme.colors.accentSoft : 'transparent',
    overflow: 'hidden',
    lineHeight: '22px',
    '&:hover': { backgroundColor: open ? theme.colors.accentSoft : theme.colors.raised },
    '&:focus-visible': { outline: `3px solid ${theme.colors.focus}`, outlineOffset: -3 },
  } as const
}
