import { Box, Button } from '@mui/material'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Conversation, View } from '../../../../contract/inbox.ts'
import { useMe } from '../../../client/react.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { useShortcut } from '../../../ui/shortcuts.tsx'
import { useNow } from '../../../ui/use-now.ts'
import { conversationPath } from '../paths.ts'
import { useTown } from '../town.ts'
import { useOpenings } from '../waiting.ts'
import { QueueRow, rowId } from './queue-row.tsx'
import { queueRow, step } from './rules.ts'

const rowHeight = 83

type Props = {
  readonly view: View
  readonly rows: readonly Conversation[]
  readonly gone: ReadonlySet<string>
  readonly openId: string | null
  readonly active: string | null
  readonly setActive: (id: string) => void
  readonly onOpen: (id: string) => void
  readonly more: {
    readonly load: () => void
    readonly waiting: boolean
    readonly error: unknown
    readonly retry: () => void
  }
}

/** The rows that fit the screen, out of any number. The active row stays rendered, so that it keeps the focus. */
export function QueueList(props: Props) {
  const { rows, view, more } = props
  const { t } = useTranslation('inbox')
  const town = useTown()
  const now = useNow()
  const openings = useOpenings()
  const me = useMe().operator.id
  const scroller = useRef<HTMLDivElement>(null)
  const ids = rows.map((row) => row.id)
  const activeIndex = Math.max(0, props.active === null ? 0 : ids.indexOf(props.active))

  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => ids[index] ?? index,
    overscan: 6,
    rangeExtractor: ({ startIndex, endIndex, overscan, count }) => {
      const from = Math.max(0, startIndex - overscan)
      const to = Math.min(count - 1, endIndex + overscan)
      const shown = Array.from({ length: Math.max(0, to - from + 1) }, (_, offset) => from + offset)
      const missing = activeIndex < count && (activeIndex < from || activeIndex > to)
      return missing ? [...shown, activeIndex].toSorted((a, b) => a - b) : shown
    },
  })
  const items = virtual.getVirtualItems()
  const lastShown = items.at(-1)?.index ?? 0
  const { load } = more
  useEffect(() => {
    if (lastShown >= rows.length - 20) load()
  }, [lastShown, rows.length, load])

  const focusRow = (id: string | null) => {
    if (id === null) return
    props.setActive(id)
    virtual.scrollToIndex(ids.indexOf(id), { align: 'auto' })
    const focus = () => document.getElementById(rowId(id))?.focus({ preventScroll: true })
    if (document.getElementById(rowId(id))) focus()
    else requestAnimationFrame(focus)
  }
  const move = (steps: number) => focusRow(step(ids, props.active, steps))
  useShortcut('inbox.next', () => move(1))
  useShortcut('inbox.previous', () => move(-1))
  useShortcut('inbox.open', () => props.active !== null && ids.includes(props.active) && props.onOpen(props.active))

  const onKeyDown = (event: KeyboardEvent) => {
    const steps = arrowSteps(event.key, rows.length)
    if (steps === null || event.ctrlKey || event.altKey || event.metaKey) return
    event.preventDefault()
    move(steps)
  }

  return (
    <Box ref={scroller} data-queue-scroller sx={{ flex: 1, minHeight: 0, overflowY: 'auto', contain: 'strict' }}>
      <Box
        role="list"
        aria-label={t('queue.list', { view: t(`views.${view}`) })}
        onKeyDown={onKeyDown}
        sx={{ height: virtual.getTotalSize(), position: 'relative' }}
      >
        {items.map(({ index, key, start }) => {
          const conversation = rows[index]
          if (conversation === undefined) return null
          return (
            <Box
              key={key}
              role="listitem"
              ref={virtual.measureElement}
              data-index={index}
              aria-setsize={more.waiting ? -1 : rows.length}
              aria-posinset={index + 1}
              sx={{ position: 'absolute', insetInline: 0, top: 0 }}
              style={{ transform: `translateY(${start}px)` }}
            >
              <QueueRow
                row={queueRow(conversation, now, me, openings)}
                href={`#${conversationPath(view, conversation.id)}`}
                open={conversation.id === props.openId}
                active={index === activeIndex}
                gone={props.gone.has(conversation.id)}
                town={town}
                now={now}
                onOpen={() => props.onOpen(conversation.id)}
                onFocus={() => props.setActive(conversation.id)}
              />
            </Box>
          )
        })}
      </Box>
      <Box sx={{ p: more.error ? 1 : 0 }}>
        <ErrorNotice error={more.error} retry={more.retry} />
      </Box>
      {more.waiting && !more.error && (
        <Button
          fullWidth
          onClick={load}
          tabIndex={-1}
          color="inherit"
          sx={{ color: 'text.secondary', fontWeight: 400 }}
        >
          {t('queue.loadingMore')}
        </Button>
      )}
    </Box>
  )
}

const pageOfRows = 8

function arrowSteps(key: string, count: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return 1
    case 'ArrowUp':
      return -1
    case 'PageDown':
      return pageOfRows
    case 'PageUp':
      return -pageOfRows
    case 'Home':
      return -count
    case 'End':
      return count
    default:
      return null
  }
}
