import CallMade from '@mui/icons-material/CallMade'
import CallReceived from '@mui/icons-material/CallReceived'
import StickyNote2Outlined from '@mui/icons-material/StickyNote2Outlined'
import { Box } from '@mui/material'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConversationState } from '../../../contract/inbox.ts'
import { useFormat } from '../../i18n/format.ts'
import { StatusWord } from '../../ui/status-word.tsx'
import { useNow } from '../../ui/use-now.ts'
import type { Direction } from './filters.ts'
import { highlight, snippet } from './rules.ts'

export type Result = {
  readonly conversation: { readonly id: string; readonly state: ConversationState }
  readonly citizen: { readonly id: string; readonly name: string; readonly phone: string | null }
  readonly message: {
    readonly id: string
    readonly seq: number
    readonly text: string
    readonly direction: Direction
    readonly at: number
  }
}

export const resultId = (result: Result): string => `found-${result.message.id}`

const icons = { in: <CallReceived />, out: <CallMade />, note: <StickyNote2Outlined /> } as const

/** What was found in one conversation. */
export function ResultGroup(props: {
  results: readonly Result[]
  query: string
  activeId: string | null
  onOpen: (result: Result) => void
}) {
  const { t } = useTranslation('search')
  const first = props.results[0]
  if (first === undefined) return null
  const name = first.citizen.name || (first.citizen.phone ?? t('nameless'))
  const headingId = `found-in-${first.conversation.id}`
  return (
    <Box
      role="group"
      aria-labelledby={headingId}
      sx={(theme) => ({ borderBottom: `1px solid ${theme.colors.line}`, paddingBlock: 0.5 })}
    >
      <Box
        id={headingId}
        role="presentation"
        sx={{ display: 'flex', gap: 1, paddingInline: 2, paddingTop: 0.5, alignItems: 'baseline' }}
      >
        <Box
          component="span"
          dir="auto"
          sx={{
            fontWeight: 700,
            unicodeBidi: 'isolate',
            overflow: 'hidden',
            textOverflow: 'ellipsis',
            whiteSpace: 'nowrap',
          }}
        >
          <Marked text={name} query={props.query} />
        </Box>
        <Box component="span" sx={{ color: 'text.secondary', fontSize: '0.825rem', whiteSpace: 'nowrap' }}>
          {t(`states.${first.conversation.state}`)}
        </Box>
      </Box>
      {props.results.map((result) => (
        <Option
          key={result.message.id}
          result={result}
          query={props.query}
          active={result.message.id === props.activeId}
          onOpen={props.onOpen}
        />
      ))}
    </Box>
  )
}

function Option(props: { result: Result; query: string; active: boolean; onOpen: (result: Result) => void }) {
  const { result, query, active } = props
  const { message } = result
  const { t } = useTranslation('search')
  const format = useFormat()
  const now = useNow(60_000)
  useEffect(() => {
    if (active) document.getElementById(`found-${message.id}`)?.scrollIntoView({ block: 'nearest' })
  }, [active, message.id])
  return (
    <Box
      id={resultId(result)}
      role="option"
      aria-selected={active}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => props.onOpen(result)}
      sx={(theme) => ({
        display: 'flex',
        gap: 1,
        alignItems: 'baseline',
        paddingInline: 2,
        paddingBlock: 0.5,
        cursor: 'pointer',
        borderInlineStart: '4px solid transparent',
        '&[aria-selected="true"]': { backgroundColor: theme.colors.accentSoft, borderColor: theme.colors.accent },
        '&:hover': { backgroundColor: theme.colors.canvas },
      })}
    >
      <StatusWord icon={icons[message.direction]} sx={{ fontSize: '0.8rem', flexShrink: 0, width: 84 }}>
        {t(`who.${message.direction}`)}
      </StatusWord>
      <Box
        dir="auto"
        sx={{
          flex: 1,
          minWidth: 0,
          overflowWrap: 'anywhere',
          unicodeBidi: 'isolate',
          fontSize: '0.95rem',
          overflow: 'hidden',
          lineHeight: 1.45,
        }}
      >
        {message.text === '' ? t('emptyMessage') : <Marked text={snippet(message.text, query, 160)} query={query} />}
      </Box>
      <Box
        component="time"
        dateTime={new Date(message.at).toISOString()}
        sx={{ color: 'text.secondary', fontSize: '0.825rem', whiteSpace: 'nowrap' }}
      >
        {format.moment(message.at, now)}
      </Box>
    </Box>
  )
}

/** The words that were looked for, marked by weight and line, not only by colour. */
function Marked(props: { text: string; query: string }) {
  let at = 0
  return (
    <>
      {highlight(props.text, props.query).map((stretch) => {
        const key = at
        at += stretch.text.length
        return stretch.hit ? (
          <Box
            key={key}
            component="mark"
            sx={(theme) => ({
              fontWeight: 700,
              color: 'inherit',
              backgroundColor: theme.colors.accentSoft,
              textDecoration: 'underline',
              textDecorationThickness: 2,
            })}
          >
            {stretch.text}
          </Box>
        ) : (
          <span key={key}>{stretch.text}</span>
        )
      })}
    </>
  )
}
