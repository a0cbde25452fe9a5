import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type LinkEvent, type LinkState, lineStateOf, nextLink, notLinked } from './link-state.ts'
import { haltCode } from './protocol.ts'

const lived = (events: readonly LinkEvent[], from: LinkState = notLinked(0)) =>
  events.reduce((state, event, i) => nextLink(state, event, i + 1), from)

const pairing: LinkEvent[] = [
  { type: 'starts', linked: false },
  { type: 'qr', text: 'a' },
  { type: 'qr', text: 'b' },
  { type: 'authenticated' },
  { type: 'syncing', percent: 40 },
  { type: 'ready', phone: '+34700000001', whatsappVersion: '2.3000' },
]

describe('the life of a link', () => {
  it('goes from nothing over QR and sync to connected', () => {
    expect(pairing.map((_, i) => lived(pairing.slice(0, i + 1)).phase)).toEqual([
      'starting',
      'qr',
      'qr',
      'syncing',
      'syncing',
      'connected',
    ])
  })

  it('shows the newest QR and counts from the first', () => {
    expect(lived(pairing.slice(0, 3))).toMatchObject({ qr: 'b', since: 2 })
    expect(lived(pairing.slice(0, 4)).qr).toBeNull()
  })

  it('reconnects without showing the steps of pairing again', () => {
    const back: LinkEvent[] = [
      { type: 'lost', nextAttemptAt: 500 },
      { type: 'starts', linked: true },
      { type: 'authenticated' },
      { type: 'syncing', percent: 10 },
    ]
    const away = lived([...pairing, ...back])
    expect(away).toMatchObject({ phase: 'reconnecting', failures: 1, since: 7, nextAttemptAt: null })
    const ready = nextLink(away, { type: 'ready', phone: null, whatsappVersion: '2' }, 20)
    expect(ready).toMatchObject({ phase: 'connected', failures: 0, phone: '+34700000001' })
  })

  it('leaves a halt only when a person acts', () =>
    fc.assert(
      fc.property(fc.constantFrom(...haltCode.options), fc.constantFrom(...pairing.slice(1)), (code, late) => {
        const halted = lived([...pairing, { type: 'halted', code, detail: '' }])
        expect(nextLink(halted, late, 99)).toBe(halted)
        expect(nextLink(halted, { type: 'lost', nextAttemptAt: 1 }, 99)).toBe(halted)
        expect(nextLink(halted, { type: 'starts', linked: true }, 99).phase).toBe('starting')
      }),
    ))

  it('keeps a restriction over a restart, doubles the next one and ends it', () => {
    const first = lived([...pairing, { type: 'restricted' }])
    expect(first).toMatchObject({ phase: 'restricted', restrictedUntil: 7 + 3_600_000 })
    const again = nextLink(nextLink(first, { type: 'lost', nextAttemptAt: 9 }, 8), pairing[5] as LinkEvent, 9)
    expect(again.phase).toBe('restricted')
    const over = nextLink(again, { type: 'restriction_over' }, 10)
    expect(over).toMatchObject({ phase: 'connected', restrictedUntil: null })
    expect(nextLink(over, { type: 'restricted' }, 0).restrictedUntil).toBe(7_200_000)
  })

  it('remembers how far it is complete when the number is unlinked', () => {
    const state = lived([...pairing, { type: 'complete', at: 70, gaps: [] }, { type: 'unlinked' }])
    expect(state).toMatchObject({ phase: 'not_linked', completeUntil: 70, phone: null })
  })

  it('tells the outbox to send in one phase only', () => {
    const sends = lived(pairing)
    expect(lineStateOf(sends)).toBe('connected')
    for (const phase of ['not_linked', 'starting', 'qr', 'syncing', 'reconnecting', 'restricted', 'halted'] as const)
      expect(lineStateOf({ ...sends, phase })).not.toBe('connected')
  })
})
