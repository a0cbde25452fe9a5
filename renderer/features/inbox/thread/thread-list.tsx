import ArrowDownward from '@mui/icons-material/ArrowDownward'
import { Box, Button } from '@mui/material'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Message } from '../../../../contract/inbox.ts'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { useNow } from '../../../ui/use-now.ts'
import { Bubble, bubbleId, type ThreadView } from './bubble.tsx'
import { newestSeq, type Thread, threadRows } from './rules.ts'

type Props = {
  readonly thread: Thread
  /** When older messages were removed, UTC ms. */
  readonly retiredAt: number | null
  readonly view: ThreadView
  readonly timeZone: string
  readonly older: { readonly load: () => void; readonly loading: boolean; readonly error: unknown }
  readonly active: string | null
  readonly setActive: (messageId: string) => void
}

/** How far from the newest message still counts as reading it. */
const nearEnd = 80

/**
 * Oldest above, newest below. The scroller is laid out from its end (`column-reverse`), so the newest message stays
 * put when older ones come in above, and the end is where it starts.
 */
export function ThreadList(props: Props) {
  const { thread, view, older } = props
  const { t } = useTranslation('inbox')
  const now = useNow(60_000)
  const scroller = useRef<HTMLDivElement>(null)
  const rows = threadRows(thread.messages, props.timeZone)
  const newest = thread.messages.at(-1)
  const active =
    props.active !== null && thread.messages.some(({ id }) => id === props.active) ? props.active : newest?.id
  const { below, onScroll, toEnd } = useEnd(scroller, thread.messages)
  const top = useReachesTop(older.load, thread.older !== null && !older.loading && !older.error)

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const from = event.target instanceof HTMLElement ? event.target.dataset.message : undefined
    if (from === undefined || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
    const at = thread.messages.findIndex(({ id }) => id === from)
    const next = thread.messages[at + (event.key === 'ArrowUp' ? -1 : 1)]
    if (next === undefined) return
    event.preventDefault()
    document.getElementById(bubbleId(next.id))?.focus()
  }

  return (
    <Box sx={{ position: 'relative', flex: 1, minHeight: 0, display: 'flex' }}>
      <Box
        ref={scroller}
        onScroll={onScroll}
        sx={{ flex: 1, overflowY: 'auto', overflowX: 'hidden', display: 'flex', flexDirection: 'column-reverse' }}
      >
        <Box
          component="ol"
          aria-label={t('thread.messages')}
          onKeyDown={onKeyDown}
          sx={{
            display: 'flex',
            flexDirection: 'column',
            listStyle: 'none',
            m: 0,
            mb: 'auto',
            paddingInline: 2,
            paddingBlock: 1.5,
          }}
        >
          <Box
            component="li"
            ref={top}
            sx={{ textAlign: 'center', color: 'text.secondary', fontSize: '0.85rem', minHeight: 24 }}
          >
            <Top
              older={older}
              more={thread.older !== null}
              retired={props.retiredAt === null ? null : view.format.dateTime(props.retiredAt)}
            />
          </Box>
          {rows.map((row) =>
            row.kind === 'day' ? (
              <Day key={row.key} text={view.format.day(row.at, now)} />
            ) : (
              <Box
                key={row.key}
                component="li"
                sx={{ display: 'flex', flexDirection: 'column' }}
                onFocus={() => props.setActive(row.message.id)}
              >
                <Bubble message={row.message} first={row.first} active={row.message.id === active} view={view} />
              </Box>
            ),
          )}
        </Box>
      </Box>
      {below > 0 && (
        <Button
          variant="contained"
          size="small"
          startIcon={<ArrowDownward />}
          onClick={toEnd}
          sx={{ position: 'absolute', bottom: 8, left: '50%', translate: '-50%' }}
        >
          {t('thread.newBelow', { count: below })}
        </Button>
      )}
    </Box>
  )
}

function Top(props: { older: Props['older']; more: boolean; retired: string | null }) {
  const { t } = useTranslation('inbox')
  if (props.older.error) return <ErrorNotice error={props.older.error} retry={props.older.load} />
  if (!props.more)
    return <>{props.retired === null ? t('thread.start') : t('thread.retired', { when: props.retired })}</>
  if (props.older.loading) return <>{t('thread.loadingOlder')}</>
  return (
    <Button size="small" onClick={props.older.load}>
      {t('thread.loadOlder')}
    </Button>
  )
}

function Day(props: { text: string }) {
  return (
    <Box
      component="li"
      sx={(theme) => ({
        display: 'flex',
        alignItems: 'center',
        gap: 1.5,
        mt: 2,
        mb: 0.5,
        fontSize: '0.825rem',
        color: 'text.secondary',
        '&::before, &::after': { content: '""', flex: 1, borderTop: `1px solid ${theme.colors.line}` },
      })}
    >
      <h3 style={{ margin: 0, font: 'inherit', fontWeight: 700 }}>{props.text}</h3>
    </Box>
  )
}

/** Whether the newest message is in sight, and how many came in while it was not. */
function useEnd(scroller: React.RefObject<HTMLDivElement | null>, messages: readonly Message[]) {
  const newest = newestSeq({ messages, older: null })
  const [seen, setSeen] = useState(newest)
  const [atEnd, setAtEnd] = useState(true)
  if (atEnd && seen !== newest) setSeen(newest)
  const below = atEnd ? 0 : messages.filter(({ seq }) => seq > (seen ?? 0)).length

  const ours = messages.at(-1)?.direction !== 'in'
  useEffect(() => {
    if (ours && newest !== null) scroller.current?.scrollTo({ top: 0 })
  }, [ours, newest, scroller])

  return {
    below,
    onScroll: () => setAtEnd((scroller.current?.scrollTop ?? 0) > -nearEnd),
    toEnd: () => scroller.current?.scrollTo({ top: 0 }),
  }
}

/** Calls `load` when the element it is put on comes into sight. */
function useReachesTop(load: () => void, wanted: boolean) {
  const ref = useRef<HTMLLIElement>(null)
  useEffect(() => {
    const element = ref.current
    if (element === null || !wanted) return
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && load())
    observer.observe(element)
    return () => observer.disconnect()
  }, [load, wanted])
  return ref
}
