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

  it('is lifted by a person, also while the line is away, and says since when it speaks again', () => {
    const restricted = lived([...pairing, { type: 'restricted' }])
    const lifted = nextLink(restricted, { type: 'lifted' }, 50)
    expect(lifted).toMatchObject({ phase: 'connected', restrictedUntil: null, resumedAt: 50, restrictions: 1 })
    const away = nextLink(nextLink(restricted, { type: 'lost', nextAttemptAt: 9 }, 40), { type: 'lifted' }, 50)
    expect(away).toMatchObject({ phase: 'reconnecting', restrictedUntil: null, resumedAt: 50 })
    expect(nextLink(away, pairing[5] as LinkEvent, 60).phase).toBe('connected')
    expect(nextLink(lifted, { type: 'restricted' }, 60)).toMatchObject({ resumedAt: null, restrictions: 2 })
    expect(nextLink(lifted, { type: 'lifted' }, 70)).toBe(lifted)
  })

  it('that ran out while nobody looked counts from when it ran out', () => {
    const restricted = { ...lived(pairing), phase: 'reconnecting' as const, restrictedUntil: 100 }
    expect(nextLink(restricted, pairing[5] as LinkEvent, 500)).toMatchObject({ phase: 'connected', resumedAt: 100 })
  })

  it('keeps a restriction when the number is unlinked: linking again lifts nothing', () => {
    const unlinked = lived([...pairing, { type: 'restricted' }, { type: 'unlinked' }])
    expect(unlinked).toMatchObject({ phase: 'not_linked', restrictions: 1 })
    expect(pairing.reduce((state, event) => nextLink(state, event, 10), unlinked).phase).toBe('restricted')
  })

  it('shows a comparison with the phone while it runs, and its result even after a halt', () => {
    const reconciliation = { at: 5, by: 'person', outcome: 'whole', chats: 3, recovered: 1 } as const
    const running = lived([...pairing, { type: 'reconciling' }])
    expect(running.reconciling).toBe(true)
    for (const state of [running, nextLink(running, { type: 'halted', code: 'conflict', detail: '' }, 8)])
      expect(nextLink(state, { type: 'reconciled', reconciliation }, 9)).toMatchObject({
        phase: state.phase,
        reconciling: false,
        reconciliation,
      })
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
