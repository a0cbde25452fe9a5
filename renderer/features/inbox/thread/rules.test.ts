import { describe, expect, it } from 'vitest'
import type { Message } from '../../../../contract/inbox.ts'
import {
  excerpt,
  mediaShape,
  safeHref,
  shownAtOnce,
  speaker,
  type Thread,
  textParts,
  threadRows,
  withMessage,
  withNewest,
  withOlder,
  writtenSince,
} from './rules.ts'

const zone = 'Europe/Madrid'

function message(seq: number, changes: Partial<Message> = {}): Message {
  return {
    id: `m${seq}`,
    seq,
    conversationId: 'c',
    direction: 'in',
    author: { kind: 'citizen', id: 'z', name: 'Rosa' },
    kind: 'text',
    text: `texto ${seq}`,
    truncated: false,
    reserved: false,
    withheld: false,
    media: null,
    location: null,
    replyTo: null,
    reactions: [],
    at: seq,
    editedAt: null,
    deletedAt: null,
    status: null,
    failure: null,
    undoUntil: null,
    ...changes,
  }
}
const run = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => message(from + i))
const page = (from: number, to: number, nextCursor: string | null = 'more') => ({
  items: run(from, to).toReversed(),
  nextCursor,
})
const seqs = (thread: Thread) => thread.messages.map(({ seq }) => seq)

describe('a thread', () => {
  const loaded: Thread = { messages: run(5, 10), older: 'before-5' }

  it('starts with the newest page, oldest first', () => {
    expect(seqs(withNewest(undefined, page(8, 10)))).toEqual([8, 9, 10])
  })

  it('keeps older messages and their cursor when the newest page overlaps', () => {
    const next = withNewest(loaded, page(8, 12))
    expect(seqs(next)).toEqual([5, 6, 7, 8, 9, 10, 11, 12])
    expect(next.older).toBe('before-5')
  })

  it('drops a message that was undone', () => {
    const items = [message(11), message(9), message(8)]
    expect(seqs(withNewest(loaded, { items, nextCursor: 'more' }))).toEqual([5, 6, 7, 8, 9, 11])
  })

  it('starts again from a page that does not reach it: never a hole', () => {
    const next = withNewest(loaded, page(50, 60, 'before-50'))
    expect(seqs(next)[0]).toBe(50)
    expect(next.older).toBe('before-50')
  })

  it('grows upward without doubling', () => {
    const next = withOlder(loaded, page(3, 5, null))
    expect(seqs(next)).toEqual([3, 4, 5, 6, 7, 8, 9, 10])
    expect(next.older).toBeNull()
  })

  it('renews one message in place', () => {
    expect(withMessage(loaded, message(7, { status: 'read' })).messages[2]?.status).toBe('read')
    expect(withMessage(loaded, message(99))).toBe(loaded)
  })

  it('knows what the citizen wrote since a moment, and only the citizen', () => {
    const messages = [message(1), message(2, { direction: 'out' }), message(3)]
    expect(writtenSince(messages, 1).map(({ seq }) => seq)).toEqual([3])
  })
})

describe('threadRows', () => {
  it('separates days by the calendar of the town, not by UTC', () => {
    const late = Date.UTC(2026, 2, 4, 22, 30)
    const rows = threadRows([message(1, { at: late }), message(2, { at: late + 3_600_000 })], zone)
    expect(rows.map(({ kind }) => kind)).toEqual(['day', 'message', 'day', 'message'])
  })

  it('marks the first of a run of one speaker', () => {
    const bot = { direction: 'out', author: { kind: 'bot', id: null, name: null } } as const
    const rows = threadRows([message(1), message(2), message(3, bot), message(4)], zone)
    expect(rows.flatMap((row) => (row.kind === 'message' ? [row.first] : []))).toEqual([true, false, true, true])
  })
})

describe('speaker', () => {
  it('keeps a note a note, whoever wrote it', () => {
    expect(speaker(message(1, { direction: 'note', author: { kind: 'bot', id: null, name: null } }))).toBe('note')
    expect(speaker(message(1, { direction: 'out', author: { kind: 'operator', id: 'a', name: 'Ana' } }))).toBe(
      'operator',
    )
  })
})

describe('textParts', () => {
  it('makes links of https addresses only, without the full stop', () => {
    expect(textParts('Mire https://example.org/bando. Gracias')).toEqual([
      { at: 0, text: 'Mire ', href: null },
      { at: 5, text: 'https://example.org/bando', href: 'https://example.org/bando' },
      { at: 30, text: '. Gracias', href: null },
    ])
    for (const text of ['http://example.org', 'javascript:alert(1)', '<a href=x>data:text/html,x</a>']) {
      expect(textParts(text)).toEqual([{ at: 0, text, href: null }])
    }
  })

  it('leaves an address with a user name as text', () => {
    expect(safeHref('https://town.example@evil.example/')).toBeNull()
    const text = 'https://town.example@evil.example/ y https://example.org'
    expect(textParts(text).map(({ href }) => href)).toEqual([null, 'https://example.org/'])
  })

  it('ends a link where the direction of writing is changed', () => {
    expect(textParts('https://example.org/\u202efdp.exe')[0]?.href).toBe('https://example.org/')
  })

  it('loses nothing', () => {
    const text = 'a https://example.org, b (https://example.org/x) c'
    expect(
      textParts(text)
        .map((part) => part.text)
        .join(''),
    ).toBe(text)
  })
})

describe('excerpt', () => {
  it('leaves short text alone', () => {
    expect(excerpt('hola\nqué tal')).toEqual({ text: 'hola\nqué tal', cut: false })
  })

  it('cuts by characters, by lines, and never through a pair', () => {
    expect(excerpt('a'.repeat(1_000_000)).text).toHaveLength(shownAtOnce.characters)
    expect(excerpt('a\n'.repeat(100)).text.split('\n')).toHaveLength(shownAtOnce.lines)
    expect(excerpt(`a${'😀'.repeat(5000)}`).text.isWellFormed()).toBe(true)
  })
})

describe('mediaShape', () => {
  it('draws pictures that cannot carry script, and nothing else', () => {
    expect(mediaShape('image/jpeg')).toBe('image')
    expect(mediaShape('image/svg+xml')).toBe('file')
    expect(mediaShape('audio/ogg; codecs=opus')).toBe('audio')
    expect(mediaShape('text/html')).toBe('file')
    expect(mediaShape('application/pdf')).toBe('file')
  })
})
