import { type KeyboardEvent, useId, useState } from 'react'
import { optionId, useCannedReplies } from './canned-list.tsx'
import { cannedQuery, matchingReplies } from './rules.ts'
import type { Composer } from './use-composer.ts'

export type Canned = ReturnType<typeof useCanned>

/** A query this long that matches nothing is a message that happens to begin with a slash. */
const longestMiss = 12

/** The list of canned replies: when it is open, what it holds, and its keys while the field keeps the focus. */
export function useCanned(composer: Composer) {
  const replies = useCannedReplies()
  const listId = useId()
  const { cannedAsked, closeCanned, askCanned } = composer
  const [closedFor, setClosedFor] = useState<string | null>(null)
  const [at, setAt] = useState({ text: '', index: 0 })
  const typed = cannedQuery(composer.text)
  const query = typed ?? ''
  const found = matchingReplies(replies, query)
  const typing = typed !== null && closedFor !== composer.text && (found.length > 0 || query.length < longestMiss)
  const open = composer.mode === 'reply' && (cannedAsked || typing)
  const active = at.text === composer.text ? Math.min(at.index, found.length - 1) : 0
  const current = found[active]

  const close = () => {
    setClosedFor(composer.text)
    closeCanned()
  }
  const pick = composer.put
  const move = (steps: number) =>
    setAt({ text: composer.text, index: Math.max(0, Math.min(found.length - 1, active + steps)) })

  /** True when the key was for the list. */
  const onKeyDown = (event: KeyboardEvent): boolean => {
    const run = open ? listKey(event.key, { move, close, pick: current && (() => pick(current)) }) : undefined
    if (run === undefined) return false
    event.preventDefault()
    event.stopPropagation()
    run()
    return true
  }
  return {
    open,
    listId,
    found,
    any: replies.length > 0,
    query,
    active,
    activeId: open && current ? optionId(current) : undefined,
    pick,
    onKeyDown,
    toggle: () => (open ? close() : askCanned()),
  }
}

type Keys = {
  readonly move: (steps: number) => void
  readonly close: () => void
  readonly pick: (() => void) | undefined
}

function listKey(key: string, keys: Keys): (() => void) | undefined {
  switch (key) {
    case 'ArrowDown':
      return () => keys.move(1)
    case 'ArrowUp':
      return () => keys.move(-1)
    case 'Enter':
    case 'Tab':
      return keys.pick
    case 'Escape':
      return keys.close
    default:
      return undefined
  }
}
