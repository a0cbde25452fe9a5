import CallMade from '@mui/icons-material/CallMade'
import CallReceived from '@mui/icons-material/CallReceived'
import StickyNote2Outlined from '@mui/icons-material/StickyNote2Outlined'
import { Box, Button } from '@mui/material'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConversationState } from '../../../contract/inbox.ts'
import { useFormat } from '../../i18n/format.ts'
import { useAnnounce } from '../../ui/announcer.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { SkeletonRows } from '../../ui/skeletons.tsx'
import { StatusWord } from '../../ui/status-word.tsx'
import { useNow } from '../../ui/use-now.ts'
import type { Direction } from './filters.ts'
import { byConversation, highlight, snippet } from './rules.ts'

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

type Props = {
  readonly listId: string
  readonly query: string
  readonly searchable: boolean
  readonly filtered: boolean
  readonly found: readonly Result[]
  readonly activeId: string | null
  readonly loading: boolean
  readonly error: unknown
  readonly retry: () => void
  readonly more: (() => void) | null
  readonly onOpen: (result: Result) => void
}

export const resultId = (result: Result): string => `found-${result.message.id}`

export function Results(props: Props) {
  const { found, query } = props
  const { t } = useTranslation('search')
  useFoundAnnounced(props)
  if (!props.searchable) return <Hint text={t('hint')} />
  if (props.error) {
    return (
      <Box sx={{ p: 2 }}>
        <ErrorNotice error={props.error} retry={props.retry} />
      </Box>
    )
  }
  if (props.loading) return <SkeletonRows rows={4} height={48} />
  if (found.length === 0) {
    return <EmptyState title={t('none', { query })} text={props.filtered ? t('noneFiltered') : t('noneText')} />
  }
  return (
    <>
      <Box
        id={props.listId}
        role="listbox"
        aria-label={t('results')}
        sx={{ overflowY: 'auto', flex: 1, minHeight: 120 }}
      >
        {byConversation(found).map(({ conversationId, results }) => (
          <Group key={conversationId} results={results} query={query} activeId={props.activeId} onOpen={props.onOpen} />
        ))}
      </Box>
      <Box
        sx={(theme) => ({
          display: 'flex',
          alignItems: 'center',
          gap: 2,
          paddingInline: 2,
          minHeight: 40,
          borderTop: `1px solid ${theme.colors.line}`,
          color: 'text.secondary',
          fontSize: '0.85rem',
        })}
      >
        <span>{props.more ? t('countMore', { count: found.length }) : t('count', { count: found.length })}</span>
        <Box sx={{ flex: 1 }}>{t('keys')}</Box>
        {props.more && (
          <Button size="small" onClick={props.more}>
            {t('more')}
          </Button>
        )}
      </Box>
    </>
  )
}

function Hint(props: { text: string }) {
  return <Box sx={{ p: 3, color: 'text.secondary' }}>{props.text}</Box>
}

function useFoundAnnounced(props: Props): void {
  const { t } = useTranslation('search')
  const announce = useAnnounce()
  const ready = props.searchable && !props.loading && !props.error
  const count = props.found.length
  const { query } = props
  useEffect(() => {
    if (ready) announce(count === 0 ? t('none', { query }) : t('count', { count }))
  }, [ready, count, query, announce, t])
}

const icons = { in: <CallReceived />, out: <CallMade />, note: <StickyNote2Outlined /> } as const

function Group(props: {
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
