import { expect, it } from 'vitest'
import { incidents } from '../../main/incidents/service.ts'
import { describeOnEachStore, type OpenStore } from '../support/stores.ts'
import { runSql, staffWithAdministrator, trail } from './operators-support.ts'

const hour = 60 * 60_000

async function register(open: OpenStore) {
  const staff = await staffWithAdministrator(open)
  const yearOf = async (at: number) => new Date(at).getUTCFullYear()
  return { ...staff, incidents: incidents({ ...staff.needs, yearOf }) }
}

const head = { kind: 'wrong_recipient', title: 'Foto enviada a otra persona', personalData: true } as const
const not = { what: 'not_needed', reason: 'Sin riesgo', doneAt: null } as const

describeOnEachStore('the register of incidents', (open) => {
  it('counts 72 hours from when the town knew, and tells what was done in order', async () => {
    const town = await register(open)
    const knownAt = town.clock.now() - hour
    const opened = await town.incidents.open(town.rosa, { ...head, knownAt, what: 'Se envió al contacto anterior' })
    expect(opened).toMatchObject({ number: '2026/1', state: 'open', clock: { state: 'running', left: 71 * hour } })
    await town.clock.advance(1)
    await town.incidents.note(town.rosa, { id: opened.id, text: 'Se pidió que la borrase' })
    const { updatedAt } = await town.incidents.get(opened.id)
    const facts = { ...opened.facts, measures: 'Borrada', lesson: 'Mirar el nombre', authority: not, affected: not }
    const saved = await town.incidents.save(town.rosa, { ...head, id: opened.id, knownAt, facts, updatedAt })
    expect(saved.clock.state).toBe('stopped')
    await expect(
      town.incidents.save(town.rosa, { ...head, id: opened.id, knownAt, facts, updatedAt }),
    ).rejects.toMatchObject({ code: 'WRONG_STATE', data: { state: 'changed' } })
    await expect(town.incidents.close(town.rosa, opened.id)).rejects.toMatchObject({
      code: 'BAD_INPUT',
      data: { fields: ['ccn'] },
    })
    const last = { ...facts, ccn: not }
    await town.incidents.save(town.rosa, { ...head, id: opened.id, knownAt, facts: last, updatedAt: saved.updatedAt })
    expect((await town.incidents.close(town.rosa, opened.id)).state).toBe('closed')
    const again = await town.incidents.reopen(town.rosa, { id: opened.id, reason: 'Apareció otra copia' })
    expect(again.timeline.map(({ kind }) => kind)).toEqual([
      'opened',
      'note',
      'changed',
      'changed',
      'closed',
      'reopened',
    ])
    expect(again.timeline[2]?.text).toBe(
      'measures, authority.what, authority.reason, affected.what, affected.reason, lesson',
    )
    await expect(runSql(town, 'delete from incident_entries')).rejects.toThrow(/only grows|stays as it/)
    expect((await trail(town)).filter((entry) => entry.startsWith('incident.'))).toHaveLength(6)
    expect(JSON.stringify(await trail(town))).not.toContain('borrase')
  })

  it('numbers each year from one, and knows nothing of the future', async () => {
    const town = await register(open)
    const make = (knownAt: number) => town.incidents.open(town.rosa, { ...head, knownAt, what: 'Algo que ha pasado' })
    await expect(make(town.clock.now() + 1)).rejects.toMatchObject({ code: 'BAD_INPUT' })
    const numbers = await Promise.all([make(town.clock.now()), make(town.clock.now())])
    expect(numbers.map(({ number }) => number).sort()).toEqual(['2026/1', '2026/2'])
    await town.clock.advance(365 * 24 * hour)
    expect((await make(town.clock.now())).number).toBe('2027/1')
    expect((await town.incidents.list()).map(({ number }) => number)).toEqual(['2027/1', '2026/2', '2026/1'])
  })
})
