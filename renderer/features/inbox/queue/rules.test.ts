import { describe, expect, it } from 'vitest'
import type { Conversation } from '../../../../contract/inbox.ts'
import { hold, oneLine, queueRow, step, waiting, waitingTone } from './rules.ts'

const minute = 60_000
const hour = 60 * minute

function conversation(id: string, changes: Partial<Conversation> = {}): Conversation {
  return {
    id,
    state: 'open',
    citizen: { id: `c-${id}`, name: 'Rosa Peña', phone: '+34700123456', language: 'es' },
    assignee: null,
    waitingSince: null,
    snoozedUntil: null,
    unfinished: false,
    topic: null,
    lastMessage: { text: 'Buenos días', direction: 'in', kind: 'text', at: 1000 },
    ...changes,
  }
}
const rows = (...ids: string[]) => ids.map((id) => conversation(id))
const ids = (list: readonly Conversation[]) => list.map((item) => item.id)

describe('waiting', () => {
  it('turns amber at one hour and red at four', () => {
    expect(waitingTone(hour - 1)).toBe('calm')
    expect(waitingTone(hour)).toBe('amber')
    expect(waitingTone(4 * hour - 1)).toBe('amber')
    expect(waitingTone(4 * hour)).toBe('red')
  })

  it('counts in the largest unit that says something', () => {
    expect(waiting(0, 59_999)).toEqual({ tone: 'calm', unit: 'now', count: 0 })
    expect(waiting(0, 59 * minute)).toMatchObject({ unit: 'minutes', count: 59 })
    expect(waiting(0, 47 * hour)).toMatchObject({ unit: 'hours', count: 47, tone: 'red' })
    expect(waiting(0, 49 * hour)).toMatchObject({ unit: 'days', count: 2 })
  })

  it('takes a start in the future as now', () => {
    expect(waiting(10_000, 0)).toEqual({ tone: 'calm', unit: 'now', count: 0 })
  })
})

describe('queueRow', () => {
  it('says who holds it: the assistant, nobody, me or a colleague', () => {
    const held = (changes: Partial<Conversation>) => queueRow(conversation('1', changes), 0, 'me').holder
    expect(held({ state: 'bot' }).kind).toBe('assistant')
    expect(held({}).kind).toBe('nobody')
    expect(held({ assignee: { id: 'me', name: 'Ana' } }).kind).toBe('me')
    expect(held({ assignee: { id: 'other', name: 'Luis' } })).toEqual({ kind: 'other', name: 'Luis' })
  })

  it('says who had the last word', () => {
    const last = { text: 'ya está', direction: 'note', kind: 'text', at: 5 } as const
    expect(queueRow(conversation('1', { lastMessage: last }), 0, 'me').last?.who).toBe('note')
    expect(queueRow(conversation('1', { lastMessage: null }), 0, 'me').last).toBeNull()
  })
})

describe('oneLine', () => {
  it('takes out line breaks, control and direction-changing characters', () => {
    expect(oneLine('  hola\n\t\u0000qué \u202etal\u202c ')).toBe('hola qué tal')
  })

  it('cuts a megabyte without splitting a code point', () => {
    expect([...oneLine('😀'.repeat(500_000))]).toHaveLength(200)
  })
})

describe('hold', () => {
  it('keeps the order on screen, updates in place, counts what arrived above', () => {
    const fresh = [conversation('new'), conversation('b', { topic: 'bache' }), conversation('a')]
    const held = hold(rows('a', 'b'), fresh)
    expect(ids(held.rows)).toEqual(['a', 'b'])
    expect(held.rows[1]?.topic).toBe('bache')
    expect(held.arrived).toBe(1)
    expect(held.gone.size).toBe(0)
  })

  it('keeps what left the view, and names it', () => {
    const held = hold(rows('a', 'b', 'c'), rows('a', 'c'))
    expect(ids(held.rows)).toEqual(['a', 'b', 'c'])
    expect([...held.gone]).toEqual(['b'])
  })

  it('grows at the end, where nothing moves', () => {
    const held = hold(rows('a', 'b'), rows('a', 'b', 'c', 'd'))
    expect(ids(held.rows)).toEqual(['a', 'b', 'c', 'd'])
    expect(held.arrived).toBe(0)
  })

  it('shows everything when there was nothing on screen', () => {
    expect(ids(hold([], rows('a', 'b')).rows)).toEqual(['a', 'b'])
  })
})

describe('step', () => {
  it('stays inside the list and starts at its head', () => {
    expect(step(['a', 'b'], null, 1)).toBe('a')
    expect(step(['a', 'b'], 'a', 1)).toBe('b')
    expect(step(['a', 'b'], 'b', 1)).toBe('b')
    expect(step(['a', 'b'], 'a', -1)).toBe('a')
    expect(step([], 'a', 1)).toBeNull()
  })
})
