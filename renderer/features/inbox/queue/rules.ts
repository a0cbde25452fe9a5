import type { Conversation, MessageKind, View } from '../../../../contract/inbox.ts'
import { type Openings, openTime } from '../waiting.ts'

const hour = 3_600_000

export type WaitingTone = 'calm' | 'amber' | 'red'

/** A citizen who waits: since when (epoch ms), for how much open time (ms), and how pressing it has become. */
export type Waiting = { readonly since: number; readonly waited: number; readonly tone: WaitingTone }

/** Milliseconds of waiting while the office was open: amber from one hour, red from four. */
export function waitingTone(elapsed: number): WaitingTone {
  if (elapsed >= 4 * hour) return 'red'
  return elapsed >= hour ? 'amber' : 'calm'
}

/** A start in the future (another machine's clock) is calm. */
export function waiting(since: number, now: number, openings: Openings | null): Waiting {
  const waited = openTime(openings, since, now)
  return { since, waited, tone: waitingTone(waited) }
}

export type LastWords = {
  readonly who: 'received' | 'sent' | 'note'
  /** Empty when the message carries none: its kind is shown in words. */
  readonly text: string
  readonly kind: MessageKind
}

export type Holder = { readonly kind: 'nobody' | 'me' | 'other' | 'assistant'; readonly name: string }

export type QueueRow = {
  readonly id: string
  readonly name: string
  readonly phone: string | null
  readonly last: LastWords | null
  readonly at: number | null
  readonly waiting: Waiting | null
  readonly snoozedUntil: number | null
  readonly resolved: boolean
  readonly holder: Holder
  readonly language: string | null
  readonly topic: string | null
  readonly unfinished: boolean
  /** People may be in danger. */
  readonly alarm: boolean
  /** In the reserved folder; `withheld`: and closed to whoever looks. */
  readonly reserved: boolean
  readonly withheld: boolean
}

const whoSaid = { in: 'received', out: 'sent', note: 'note' } as const

export function queueRow(conversation: Conversation, now: number, me: string, openings: Openings | null): QueueRow {
  const { citizen, lastMessage } = conversation
  return {
    id: conversation.id,
    name: oneLine(citizen.name),
    phone: citizen.phone,
    last: lastMessage && {
      who: whoSaid[lastMessage.direction],
      text: oneLine(lastMessage.text),
      kind: lastMessage.kind,
    },
    at: lastMessage?.at ?? null,
    waiting: conversation.waitingSince === null ? null : waiting(conversation.waitingSince, now, openings),
    snoozedUntil: conversation.state === 'snoozed' ? conversation.snoozedUntil : null,
    resolved: conversation.state === 'resolved',
    holder: holder(conversation, me),
    language: citizen.language,
    topic: conversation.topic,
    unfinished: conversation.unfinished,
    alarm: conversation.alarm,
    reserved: conversation.reserved,
    withheld: conversation.withheld,
  }
}

export function holder(conversation: Conversation, me: string): Holder {
  if (conversation.state === 'bot') return { kind: 'assistant', name: '' }
  const { assignee } = conversation
  if (!assignee) return { kind: 'nobody', name: '' }
  return { kind: assignee.id === me ? 'me' : 'other', name: oneLine(assignee.name) }
}

/** One line without control or direction-changing characters, at most 200 code points: a row is a glance. */
export function oneLine(text: string): string {
  const visible = text
    .slice(0, 1000)
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
  return [...visible].slice(0, 200).join('')
}

/** What the list shows while someone is working on it, and what it holds back. */
export type HeldList = {
  readonly rows: readonly Conversation[]
  /** Conversations of the view that are not on screen yet. */
  readonly arrived: number
  /** On screen, no longer of the view. */
  readonly gone: ReadonlySet<string>
}

/**
 * While a person is on the list its order stands: rows already shown take their new content in place, those that
 * left the view stay where they are and are named in `gone`, and new ones are only counted.
 */
export function hold(shown: readonly Conversation[], fresh: readonly Conversation[]): HeldList {
  const byId = new Map(fresh.map((item) => [item.id, item]))
  const gone = new Set<string>()
  const rows = shown.map((item) => {
    const current = byId.get(item.id)
    if (!current) gone.add(item.id)
    byId.delete(item.id)
    return current ?? item
  })
  if (shown.length === 0) return { rows: fresh, arrived: 0, gone }
  const tail = tailOf(shown, fresh)
  for (const item of tail) byId.delete(item.id)
  return { rows: [...rows, ...tail], arrived: byId.size, gone }
}

/** What `fresh` has after the last row on screen: growth at the end moves nothing. */
function tailOf(shown: readonly Conversation[], fresh: readonly Conversation[]): readonly Conversation[] {
  const known = new Set(shown.map((item) => item.id))
  const last = fresh.findLastIndex((item) => known.has(item.id))
  return last < 0 ? [] : fresh.slice(last + 1)
}

/** The row after `steps` from the active one, kept inside the list; the first row when none is active. */
export function step(ids: readonly string[], active: string | null, steps: number): string | null {
  const at = active === null ? -1 : ids.indexOf(active)
  if (at < 0) return ids[0] ?? null
  return ids[Math.min(ids.length - 1, Math.max(0, at + steps))] ?? null
}

/** The views in the order of the desk: what waits first. */
export const viewOrder: readonly View[] = [
  'unanswered',
  'mine',
  'unassigned',
  'bot',
  'unfinished',
  'snoozed',
  'resolved',
  'all',
]

/** The head of a list laid over what is loaded: what lay after the head's last row stays after it. */
export type Loaded = { readonly items: readonly Conversation[]; readonly nextCursor: string | null }

export function withHead(loaded: Loaded | undefined, head: Loaded): Loaded {
  const last = head.items.at(-1)
  if (!loaded || !last || head.nextCursor === null || loaded.items.length <= head.items.length) return head
  const at = loaded.items.findIndex((item) => item.id === last.id)
  if (at < 0) return head
  const known = new Set(head.items.map((item) => item.id))
  const rest = loaded.items.slice(at + 1).filter((item) => !known.has(item.id))
  return { items: [...head.items, ...rest], nextCursor: loaded.nextCursor }
}

export function withMore(loaded: Loaded, page: Loaded): Loaded {
  const known = new Set(loaded.items.map((item) => item.id))
  const more = page.items.filter((item) => !known.has(item.id))
  return { items: [...loaded.items, ...more], nextCursor: page.nextCursor }
}

/** One conversation renewed in place. */
export function withConversation(loaded: Loaded, conversation: Conversation): Loaded {
  const at = loaded.items.findIndex((item) => item.id === conversation.id)
  return at < 0 ? loaded : { ...loaded, items: loaded.items.with(at, conversation) }
}

/** Views are counted up to a thousand. */
export const countText = (count: number, number: (value: number) => string): string =>
  count >= 1000 ? `${number(999)}+` : number(count)
