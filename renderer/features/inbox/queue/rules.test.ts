import { describe, expect, it } from 'vitest'
import type { Conversation } from '../../../../contract/inbox.ts'
import { countText, hold, oneLine, queueRow, step, waiting, waitingTone, withHead, withMore } from './rules.ts'

const hour = 3_600_000

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
    alarm: false,
    reserved: false,
    withheld: false,
    retiredAt: null,
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

  it('takes a start in the future as calm', () => {
    expect(waiting(10_000, 0, null)).toEqual({ since: 10_000, waited: 0, tone: 'calm' })
  })

  it('counts open time only: a weekend is not waiting', () => {
    const openings = { from: 0, to: 100 * hour, open: [[0, 5 * hour] as const, [72 * hour, 77 * hour] as const] }
    expect(waiting(4 * hour, 71 * hour, openings)).toMatchObject({ waited: hour, tone: 'amber' })
    expect(waiting(5 * hour, 72 * hour, openings)).toMatchObject({ waited: 0, tone: 'calm' })
    expect(waiting(4 * hour, 76 * hour, openings).tone).toBe('red')
  })
})

describe('queueRow', () => {
  it('says who holds it: the assistant, nobody, me or a colleague', () => {
    const held = (changes: Partial<Conversation>) => queueRow(conversation('1', changes), 0, 'me', null).holder
    expect(held({ state: 'bot' }).kind).toBe('assistant')
    expect(held({}).kind).toBe('nobody')
    expect(held({ assignee: { id: 'me', name: 'Ana' } }).kind).toBe('me')
    expect(held({ assignee: { id: 'other', name: 'Luis' } })).toEqual({ kind: 'other', name: 'Luis' })
  })

  it('says who had the last word', () => {
    const last = { text: 'ya está', direction: 'note', kind: 'text', at: 5 } as const
    expect(queueRow(conversation('1', { lastMessage: last }), 0, 'me', null).last?.who).toBe('note')
    expect(queueRow(conversation('1', { lastMessage: null }), 0, 'me', null).last).toBeNull()
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

describe('a loaded list', () => {
  const list = (nextCursor: string | null, ...names: string[]) => ({ items: rows(...names), nextCursor })

  it('keeps what lies after its head', () => {
    const next = withHead(list('after-d', 'a', 'b', 'c', 'd'), list('after-b', 'new', 'a', 'b'))
    expect(ids(next.items)).toEqual(['new', 'a', 'b', 'c', 'd'])
    expect(next.nextCursor).toBe('after-d')
  })

  it('shows a row once when it rose to the head', () => {
    expect(ids(withHead(list('x', 'a', 'b', 'c', 'd'), list('y', 'd', 'a')).items)).toEqual(['d', 'a', 'b', 'c'])
  })

  it('begins again when the head shares nothing with it', () => {
    expect(ids(withHead(list('x', 'a', 'b', 'c'), list('y', 'm', 'n')).items)).toEqual(['m', 'n'])
  })

  it('grows by pages without doubling', () => {
    expect(ids(withMore(list('x', 'a', 'b'), list(null, 'b', 'c')).items)).toEqual(['a', 'b', 'c'])
  })
})

describe('countText', () => {
  it('says when it stopped counting', () => {
    expect(countText(12, String)).toBe('12')
    expect(countText(1000, String)).toBe('999+')
  })
})
