import { describe, expect, it } from 'vitest'
import type { FactBody } from '../../contract/knowledge.ts'
import { townKnowledge } from '../../main/knowledge/service.ts'
import type { Operator } from '../../main/operators/actor.ts'
import { auditTrail } from '../../main/operators/audit.ts'
import type { Store } from '../../main/store/store.ts'
import { manualClock } from '../support/clock.ts'
import { answer, department, procedure } from '../support/facts.ts'
import { sequentialIds } from '../support/ids.ts'
import { describeOnEachStore, type OpenStore } from '../support/stores.ts'
import { town } from '../support/town.ts'

const rosa: Operator = { id: 'rosa', name: 'Rosa Prieto', role: 'officer', permissions: new Set() }

async function knowledgeOn(open: OpenStore, sharing?: Store) {
  const clock = manualClock(Date.parse('2026-04-01T10:00:00Z'))
  const store = await open(sharing ? { clock, sharing } : { clock })
  const needs = { store, clock, newId: sequentialIds(sharing ? 1 : 0), audit: auditTrail({ clock }) }
  return { store, clock, facts: townKnowledge({ ...needs, town: async () => town }) }
}

describeOnEachStore('what the town knows', (open) => {
  it('is added, changed with its history, looked at again and retired, each with its author', async () => {
    const { store, facts, clock } = await knowledgeOn(open)
    const added = await facts.save(rosa, null, answer())
    expect(added).toMatchObject({ version: 1, stale: false, author: { id: 'rosa' }, body: answer() })
    const changed = answer({ source: 'Acuerdo de mayo', reviewEveryMonths: 1 })
    const second = await facts.save(rosa, added, changed)
    await clock.advance(70 * 86_400_000)
    expect((await facts.stale()).map(({ id }) => id)).toEqual([added.id])
    const third = await facts.confirm(rosa, second)
    expect(third).toMatchObject({ version: 3, stale: false, body: { ...changed, reviewedOn: '2026-06-10' } })
    expect((await facts.history(added.id)).map(({ version, body }) => [version, body.source])).toEqual([
      [3, 'Acuerdo de mayo'],
      [2, 'Acuerdo de mayo'],
      [1, 'Ordenanza de prueba'],
    ])
    await facts.retire(rosa, third)
    expect((await facts.list()).facts).toEqual([])
    await expect(facts.get(added.id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await facts.history(added.id)).toHaveLength(3)
    const trail = await store.read.selectFrom('audit').select(['actor_id', 'action', 'detail']).orderBy('seq').execute()
    expect(trail.map(({ actor_id, action, detail }) => `${actor_id} ${action} ${detail}`)).toEqual([
      'rosa knowledge.save new',
      'rosa knowledge.save reviewEveryMonths, source',
      'rosa knowledge.confirm null',
      'rosa knowledge.retire null',
    ])
    const changes = (await store.changes.after(0, 10)) ?? []
    expect(changes.map(({ kind, objectId }) => `${kind} ${objectId}`)).toEqual(Array(4).fill(`assistant ${added.id}`))
  })

  it('is never overwritten by somebody who read an older version', async () => {
    const here = await knowledgeOn(open)
    const there = await knowledgeOn(open, here.store)
    const added = await here.facts.save(rosa, null, answer())
    await there.facts.save(rosa, added, answer({ source: 'La otra mesa' }))
    for (const write of [
      () => here.facts.save(rosa, added, answer({ source: 'Esta mesa' })),
      () => here.facts.confirm(rosa, added),
      () => here.facts.retire(rosa, added),
    ]) {
      await expect(write()).rejects.toMatchObject({ code: 'FACT_CHANGED' })
    }
    expect((await here.facts.get(added.id)).body.source).toBe('La otra mesa')
  })

  it('says a thing once: a slug and a wish belong to one fact, until it is retired', async () => {
    const { facts } = await knowledgeOn(open)
    const first = await facts.save(rosa, null, answer())
    const title = '¿Cuándo es el mercadillo?'
    await expect(facts.save(rosa, null, answer({ intent: null }))).rejects.toMatchObject({
      code: 'FACT_TAKEN',
      data: { field: 'slug', title },
    })
    await expect(facts.save(rosa, null, answer({ slug: 'otro' }))).rejects.toMatchObject({
      code: 'FACT_TAKEN',
      data: { field: 'intent', title },
    })
    await facts.retire(rosa, first)
    expect(await facts.save(rosa, null, answer())).toMatchObject({ version: 1 })
  })

  it('stands: what others lean on neither goes nor loses what they say of it', async () => {
    const { facts } = await knowledgeOn(open)
    const padron = await facts.save(rosa, null, department())
    await facts.save(rosa, null, procedure())
    const inUse = { code: 'FACT_IN_USE', data: { titles: 'Volante de empadronamiento' } }
    await expect(facts.retire(rosa, padron)).rejects.toMatchObject(inUse)
    await expect(facts.save(rosa, padron, department({ phone: '' }))).rejects.toMatchObject(inUse)
    expect(await facts.save(rosa, padron, department({ email: '' }))).toMatchObject({ version: 2 })
  })

  describe('refuses', () => {
    const es = (text: string) => ({ es: { question: '¿Cuándo?', answer: text } })
    it.each<[string, FactBody, object]>([
      ['a wish nobody has', answer({ intent: 'weather_on_mars' }), { fields: ['body.intent'] }],
      ['a day that has not come', answer({ reviewedOn: '2026-04-02' }), { fields: ['body.reviewedOn'] }],
      ['a department that is not there', answer({ department: 'nadie' }), { fields: ['body.department'] }],
      [
        'no words in the town’s language',
        answer({ words: { en: es('On Fridays').es } }),
        { fields: ['body.words.es'] },
      ],
      [
        'a variable nobody knows',
        answer({ words: es('{{fact.department.x.phone}}') }),
        { name: 'fact.department.x.phone' },
      ],
    ])('%s', async (_, body, data) => {
      const { store, facts } = await knowledgeOn(open)
      await expect(facts.save(rosa, null, body)).rejects.toMatchObject({ data })
      expect((await facts.list()).facts).toEqual([])
      expect(await store.changes.latest()).toBe(0)
    })

    it('another kind or slug for a fact that others may name', async () => {
      const { facts } = await knowledgeOn(open)
      const added = await facts.save(rosa, null, answer())
      for (const body of [answer({ slug: 'otro' }), department({ slug: 'mercado' })]) {
        await expect(facts.save(rosa, added, body)).rejects.toMatchObject({ data: { fields: ['body.slug'] } })
      }
    })
  })

  it('is previewed as it would be sent, saved or not, with what is wrong', async () => {
    const { facts } = await knowledgeOn(open)
    const words = {
      es: { question: '¿Dónde?', answer: 'Llame al {{fact.department.padron.phone}}.' },
      ca: { question: 'On?', answer: 'Vingui.' },
    }
    expect(await facts.preview(answer({ words }))).toMatchObject([
      { language: 'es', problem: 'unknown_variable', variable: 'fact.department.padron.phone' },
      { language: 'ca', problem: null, text: 'Vingui.' },
    ])
    await facts.save(rosa, null, department())
    const [spanish] = await facts.preview(answer({ words }))
    expect(spanish).toMatchObject({ problem: null, text: 'Llame al +34 700 000 101.' })
    expect((await facts.list()).facts).toHaveLength(1)
  })

  it('of a practice town is given once, and the checklist tells what is still missing in any town', async () => {
    const { facts } = await knowledgeOn(open)
    expect((await facts.list()).checklist.every(({ filled }) => !filled)).toBe(true)
    await facts.ensurePractice()
    const { facts: given, checklist } = await facts.list()
    expect(given.length).toBeGreaterThanOrEqual(50)
    expect(checklist.every(({ filled }) => filled)).toBe(true)
    const market = given.find(({ body }) => body.intent === 'street_market')
    if (market) await facts.retire(rosa, market)
    await facts.ensurePractice()
    const after = await facts.list()
    expect(after.facts).toHaveLength(given.length - 1)
    expect(after.checklist.filter(({ filled }) => !filled).map(({ intent }) => intent)).toEqual(['street_market'])
  })
})
