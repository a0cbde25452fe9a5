import { DateTime } from 'luxon'
import type { Message } from '../../../../contract/inbox.ts'

/** Messages of a conversation in memory: oldest first, no holes; `older` continues upward, null at the beginning. */
export type Thread = { readonly messages: readonly Message[]; readonly older: string | null }

/** A page as the station gives it: newest first. */
export type NewestFirst = { readonly items: readonly Message[]; readonly nextCursor: string | null }

/**
 * The newest page laid over what is loaded. Within the page's stretch the page is right (an undone message is
 * gone); above it the loaded messages stay. A page that does not reach what is loaded replaces it: no holes.
 */
export function withNewest(thread: Thread | undefined, page: NewestFirst): Thread {
  const fresh = page.items.toReversed()
  const oldest = fresh[0]
  if (!thread || thread.messages.length === 0 || !oldest || page.nextCursor === null) {
    return { messages: fresh, older: page.nextCursor }
  }
  const newestLoaded = thread.messages.at(-1)
  if (!newestLoaded || newestLoaded.seq < oldest.seq) return { messages: fresh, older: page.nextCursor }
  const kept = thread.messages.filter((message) => message.seq < oldest.seq)
  return kept.length === 0
    ? { messages: fresh, older: page.nextCursor }
    : { messages: [...kept, ...fresh], older: thread.older }
}

export function withOlder(thread: Thread, page: NewestFirst): Thread {
  const known = new Set(thread.messages.map((message) => message.id))
  const older = page.items.toReversed().filter((message) => !known.has(message.id))
  return { messages: [...older, ...thread.messages], older: page.nextCursor }
}

/** One message renewed in place; a message that is not loaded changes nothing. */
export function withMessage(thread: Thread, message: Message): Thread {
  const at = thread.messages.findIndex((item) => item.id === message.id)
  return at < 0 ? thread : { ...thread, messages: thread.messages.with(at, message) }
}

export const newestSeq = (thread: Thread | undefined): number | null => thread?.messages.at(-1)?.seq ?? null

/** Who speaks, as the eye must tell without colour: side, label and icon follow from it. */
export type Speaker = 'citizen' | 'assistant' | 'operator' | 'phone' | 'system' | 'note'

export function speaker(message: Pick<Message, 'direction' | 'author'>): Speaker {
  if (message.direction === 'note') return 'note'
  switch (message.author.kind) {
    case 'citizen':
      return 'citizen'
    case 'bot':
      return 'assistant'
    case 'operator':
      return 'operator'
    case 'phone':
      return 'phone'
    case 'system':
      return 'system'
  }
}

export type ThreadRow =
  | { readonly kind: 'day'; readonly key: string; readonly at: number }
  | { readonly kind: 'message'; readonly key: string; readonly message: Message; readonly first: boolean }

/** Day separators by the town's calendar; `first` starts a run of one speaker and carries the label. */
export function threadRows(messages: readonly Message[], timeZone: string): readonly ThreadRow[] {
  const rows: ThreadRow[] = []
  let day = ''
  let run = ''
  for (const message of messages) {
    const date = dayOf(message.at, timeZone)
    if (date !== day) rows.push({ kind: 'day', key: `day-${date}-${message.seq}`, at: message.at })
    const who = `${speaker(message)} ${message.author.id ?? ''}`
    rows.push({ kind: 'message', key: message.id, message, first: date !== day || who !== run })
    day = date
    run = who
  }
  return rows
}

export const dayOf = (at: number, timeZone: string): string =>
  DateTime.fromMillis(at, { zone: timeZone }).toISODate() ?? ''

export type TextPart = {
  /** Where it begins in the whole. */ readonly at: number
  readonly text: string
  readonly href: string | null
}

const link = /https:\/\/[^\s<>"'`\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu

/**
 * Text cut into plain stretches and `https` links. An address that carries a user name ("https://town.es@evil")
 * stays plain: it is made to be misread.
 */
export function textParts(text: string): readonly TextPart[] {
  const parts: TextPart[] = []
  let end = 0
  for (const match of text.matchAll(link)) {
    const address = match[0].replace(/[.,;:!?¡¿)\]}»”]+$/u, '')
    const href = safeHref(address)
    if (href === null) continue
    if (match.index > end) parts.push({ at: end, text: text.slice(end, match.index), href: null })
    parts.push({ at: match.index, text: address, href })
    end = match.index + address.length
  }
  if (end < text.length) parts.push({ at: end, text: text.slice(end), href: null })
  return parts
}

export function safeHref(address: string): string | null {
  if (!URL.canParse(address)) return null
  const url = new URL(address)
  return url.protocol === 'https:' && url.username === '' && url.password === '' ? url.href : null
}

/** What a bubble shows of a long text before somebody asks for the whole. */
export const shownAtOnce = { characters: 1200, lines: 16 }

export function excerpt(text: string): { readonly text: string; readonly cut: boolean } {
  const lines = text.slice(0, shownAtOnce.characters * 2).split('\n')
  const few = lines.slice(0, shownAtOnce.lines).join('\n').slice(0, shownAtOnce.characters)
  const cut = few.length < text.length
  return { text: cut ? few.replace(/[\ud800-\udbff]$/, '').trimEnd() : text, cut }
}

/** A place on the public map, as an address the system browser can open. */
export function mapHref(latitude: number, longitude: number): string {
  const [lat, lon] = [latitude.toFixed(6), longitude.toFixed(6)]
  return `https://www.openstreetmap.org/?mlat=${lat}&mlon=${lon}#map=18/${lat}/${lon}`
}

/** What the citizen wrote after `seq`: what a refused send has to show. */
export function writtenSince(messages: readonly Message[], seq: number): readonly Message[] {
  return messages.filter((message) => message.direction === 'in' && message.seq > seq)
}

export type MediaShape = 'image' | 'audio' | 'video' | 'file'

/** How a stored item may be shown. Only picture types that cannot carry script are drawn; the rest is a file. */
export function mediaShape(mime: string): MediaShape {
  const type = mime.split(';')[0]?.trim().toLowerCase() ?? ''
  if (['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/avif'].includes(type)) return 'image'
  if (type.startsWith('audio/')) return 'audio'
  if (['video/mp4', 'video/webm', 'video/3gpp'].includes(type)) return 'video'
  return 'file'
}
