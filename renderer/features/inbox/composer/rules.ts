import type { CannedReply } from '../../../../contract/settings.ts'

/** The most WhatsApp takes in one message, in UTF-16 units, as the contract counts. */
export const longest = 4096
/** The most it takes with a file. */
export const longestCaption = 1024
const shownBefore = 496

type CarriedMedia = { readonly mime: string }

/** The station takes no larger file; one of nothing says nothing. Both are told without carrying it there. */
const largestFile = 16 * 1024 * 1024

export function refusedAtOnce({ size }: { readonly size: number }) {
  if (size === 0) return { code: 'FILE_EMPTY', data: undefined } as const
  return size > largestFile ? ({ code: 'FILE_TOO_LARGE', data: { most: largestFile } } as const) : null
}

/** What the list of files offers; the station decides by content. */
export const offeredFiles = [
  '.jpg,.jpeg,.png,.webp,.pdf,.mp3,.m4a,.aac,.amr,.ogg,.opus,.wav',
  '.doc,.docx,.xls,.xlsx,.ppt,.pptx,.odt,.ods,.odp,.txt,.csv,.ics',
].join(',')

/** Files of a clipboard that holds no text: a table copied from a spreadsheet is text, though it brings a picture too. */
export const pastedFiles = (clipboard: Pick<DataTransfer, 'files' | 'getData'>): readonly File[] =>
  clipboard.getData('text/plain') === '' ? [...clipboard.files] : []

/** How many characters are left, once it is worth saying; negative when there are too many. */
export function charactersLeft(text: string, media: CarriedMedia | null = null): number | null {
  const most = media === null ? longest : longestCaption
  const used = text.trim().length
  return used >= most - shownBefore ? most - used : null
}

/** What the variables of a canned reply stand for; an empty value is not filled in. */
export type Variables = { readonly nombre: string; readonly ayuntamiento: string; readonly operador: string }

const variable = /\{\{\s*([\p{L}_]{1,40})\s*\}\}/gu

export function fillVariables(text: string, values: Variables): string {
  const known = new Map(Object.entries(values))
  return text.replace(variable, (whole, name: string) => known.get(name.toLowerCase()) || whole)
}

/** The variables still standing in a text, each once. A text with any of them must not leave. */
export function missingVariables(text: string): readonly string[] {
  return [...new Set(Array.from(text.matchAll(variable), (match) => `{{${(match[1] ?? '').toLowerCase()}}}`))]
}

/** What follows a `/` at the very beginning of a one-line draft; null when canned replies are not asked for. */
export function cannedQuery(text: string): string | null {
  return text.startsWith('/') && !text.includes('\n') ? text.slice(1) : null
}

/** Replies that match every word of the query; shortcuts first, then titles, then texts. */
export function matchingReplies(replies: readonly CannedReply[], query: string): readonly CannedReply[] {
  const words = folded(query).split(/\s+/).filter(Boolean)
  const ranked = replies.flatMap((reply) => {
    const rank = Math.max(0, ...words.map((word) => rankOf(reply, word)))
    return Number.isFinite(rank) ? [{ reply, rank }] : []
  })
  return ranked
    .toSorted((a, b) => a.rank - b.rank || a.reply.shortcut.localeCompare(b.reply.shortcut))
    .map(({ reply }) => reply)
}

function rankOf(reply: CannedReply, word: string): number {
  if (folded(reply.shortcut).startsWith(word)) return 0
  if (folded(reply.title).includes(word)) return 1
  return folded(reply.text).includes(word) ? 2 : Number.POSITIVE_INFINITY
}

const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

const directionMarks = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

/** How a person is named in a button: the first word of the name that has a letter, else the whole, else the phone. */
export function shortName(name: string, phone: string | null): string | null {
  const words = name
    .replace(directionMarks, '')
    .split(/[\p{Cc}\s]+/u)
    .filter((word) => /\p{L}/u.test(word))
  const first = [...(words[0] ?? '')].slice(0, 24).join('')
  return first || phone
}

/** `announce` repeats while somebody writes: the first key at once, then at most one in three seconds. */
export const shouldAnnounceTyping = (lastAt: number | null, now: number): boolean =>
  lastAt === null || now - lastAt >= 3000

/** Why the button does nothing, said beside it. `null`: it may be pressed. */
export type Obstacle =
  | { readonly why: 'empty' }
  | { readonly why: 'too_long'; readonly over: number }
  | { readonly why: 'no_caption' }
  | { readonly why: 'unfilled'; readonly variables: readonly string[] }

export function obstacle(text: string, media: CarriedMedia | null = null): Obstacle | null {
  const length = text.trim().length
  const most = media === null ? longest : longestCaption
  if (length === 0) return media === null ? { why: 'empty' } : null
  if (media?.mime.startsWith('audio/') && media.mime !== 'audio/wav') return { why: 'no_caption' }
  if (length > most) return { why: 'too_long', over: length - most }
  const variables = missingVariables(text)
  return variables.length > 0 ? { why: 'unfilled', variables } : null
}

/** Whole seconds left to undo; zero once it has left. */
export const secondsLeft = (until: number, now: number): number => Math.max(0, Math.ceil((until - now) / 1000))

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey'>

/** What a key means in the field. Shift+Enter is always a new line. */
export function fieldKey(pressed: Pressed, enterSends: boolean): 'send' | 'leave' | 'undo' | null {
  const ctrl = pressed.ctrlKey || pressed.metaKey
  if (pressed.key === 'Escape') return 'leave'
  if (pressed.key === 'Enter') return ctrl || (enterSends && !pressed.shiftKey) ? 'send' : null
  return ctrl && pressed.key.toLowerCase() === 'z' ? 'undo' : null
}

/** The stretch of a list that is drawn: `size` rows with the active one as near the middle as the ends allow. */
export function windowAround(
  active: number,
  count: number,
  size: number,
): { readonly from: number; readonly to: number } {
  const from = Math.max(0, Math.min(active - Math.floor(size / 2), count - size))
  return { from, to: Math.min(count, from + size) }
}
