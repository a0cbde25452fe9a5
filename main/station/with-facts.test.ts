import { describe, expect, it } from 'vitest'
import { noServices } from '../bot/plain.ts'
import type { Caller } from '../bot/ports.ts'
import { withFacts } from './with-facts.ts'

const services = withFacts(noServices, async () => ({
  answer: (intent, language) => (intent === 'library' ? { text: `Biblioteca (${language})`, stale: false } : null),
}))
const who: Caller = { conversationId: 'c1', citizenId: 'p1', language: 'ca', now: 0, said: null }
const ask = (intent: string) => services.rehearse('look_up', { intent: { kind: 'text', text: intent } }, who)

describe('the facts of the town, as flows look them up', () => {
  it('are told in the language of the citizen', async () => {
    expect(await ask('library')).toEqual({ ok: true, fields: { text: 'Biblioteca (ca)' } })
  })

  it('are never invented', async () => {
    expect(await ask('swimming_pool')).toMatchObject({ ok: false })
    expect(await services.rehearse('look_up', {}, who)).toMatchObject({ ok: false })
  })

  it('stand beside the other services', async () => {
    expect(services.catalogue).toEqual(noServices.catalogue)
    expect(await services.rehearse('book_slot', {}, who)).toMatchObject({
      ok: false,
      reason: 'this town has no services',
    })
  })
})
