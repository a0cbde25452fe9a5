import { describe, expect, it } from 'vitest'
import { link, linkPhase } from '../../contract/line.ts'
import { type LinkEvent, nextLink, notLinked } from '../channels/webjs/link-state.ts'
import { linkOf } from './town-link.ts'

const state = (...events: LinkEvent[]) =>
  events.reduce((now, event, step) => nextLink(now, event, 1_000 + step), notLinked(0))

describe('the link as consoles see it', () => {
  it('says until when a QR is shown, through fresh ones, and only then', () => {
    const shown = state({ type: 'starts', linked: false }, { type: 'qr', text: 'a' }, { type: 'qr', text: 'b' })
    expect(linkOf(shown, true)).toMatchObject({ phase: 'qr', qr: 'b', pairingUntil: 1_001 + 600_000 })
    expect(linkOf(nextLink(shown, { type: 'authenticated' }, 2_000), true)).toMatchObject({
      phase: 'syncing',
      qr: null,
      pairingUntil: null,
    })
  })

  it('lists gaps by number and time, so that somebody can look at them on the phone', () => {
    const person = { phone: '+34700000001', name: 'Marta Prueba' }
    const caughtUp = state(
      { type: 'starts', linked: true },
      { type: 'ready', phone: '+34700900900', whatsappVersion: '2.3000' },
      { type: 'complete', at: 5_000, gaps: [{ person, since: 1, until: 2 }] },
    )
    const seen = linkOf(caughtUp, true)
    expect(seen).toMatchObject({ phase: 'connected', phone: '+34700900900', completeUntil: 5_000 })
    expect(seen.gaps).toEqual([{ phone: '+34700000001', since: 1, until: 2 }])
  })

  it.each(linkPhase.options)('%s is an answer the contract accepts', (phase) =>
    expect(link.parse(linkOf({ ...notLinked(0), phase }, false))).toMatchObject({ phase, here: false }),
  )
})
