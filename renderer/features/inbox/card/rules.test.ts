import { describe, expect, it } from 'vitest'
import type { Conversation, Message } from '../../../../contract/inbox.ts'
import { facts } from './rules.ts'

const conversation: Conversation = {
  id: '1',
  state: 'open',
  citizen: { id: 'c', name: 'Rosa', phone: '+34700123456', language: 'gl' },
  assignee: null,
  waitingSince: 10,
  snoozedUntil: null,
  unfinished: false,
  topic: 'Alumbrado',
  alarm: false,
  reserved: false,
  withheld: false,
  retiredAt: null,
  lastMessage: null,
}
const note = (seq: number, by: 'bot' | 'operator', text: string): Message => ({
  id: `m${seq}`,
  seq,
  conversationId: '1',
  direction: 'note',
  author: { kind: by, id: null, name: null },
  kind: 'text',
  text,
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
})
const kinds = (known: ReturnType<typeof facts>) => known.list.map(({ kind }) => kind)

describe('facts', () => {
  it('lists what is known and nothing else', () => {
    expect(kinds(facts(conversation, undefined))).toEqual(['phone', 'language', 'state', 'holder', 'waiting', 'topic'])
    const bare = {
      ...conversation,
      state: 'bot',
      waitingSince: null,
      topic: null,
      citizen: { ...conversation.citizen, phone: null },
    } as const
    expect(kinds(facts(bare, undefined))).toEqual(['language', 'state'])
  })

  it('names the first contact only when the beginning is loaded', () => {
    const messages = [note(7, 'operator', 'x')]
    expect(kinds(facts(conversation, { messages, older: 'cursor' }))).not.toContain('first')
    expect(facts(conversation, { messages, older: null }).list.at(-1)).toEqual({ kind: 'first', at: 7 })
  })

  it('shows the newest summary of the assistant, never a colleague’s note', () => {
    const messages = [note(1, 'bot', 'viejo'), note(2, 'bot', 'nuevo'), note(3, 'operator', 'mío')]
    expect(facts(conversation, { messages, older: null }).summary).toBe('nuevo')
    expect(facts(conversation, { messages: [note(3, 'operator', 'mío')], older: null }).summary).toBeNull()
  })
})
