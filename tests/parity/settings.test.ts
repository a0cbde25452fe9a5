import { expect, it } from 'vitest'
import type { Town } from '../../contract/settings.ts'
import type { Operator } from '../../main/operators/actor.ts'
import { auditTrail } from '../../main/operators/audit.ts'
import { cannedReplies } from '../../main/settings/canned-replies.ts'
import { townSettings } from '../../main/settings/town.ts'
import type { Store } from '../../main/store/store.ts'
import { manualClock } from '../support/clock.ts'
import { sequentialIds } from '../support/ids.ts'
import { describeOnEachStore, type OpenStore } from '../support/stores.ts'

const rosa: Operator = { id: 'rosa', name: 'Rosa Prieto', role: 'administrator', permissions: new Set() }
const greeting = { shortcut: 'hola', title: 'Saludo', text: 'Buenos días, {{nombre}}' }

const robledal: Town = {
  name: 'Robledal',
  language: 'es',
  timeZone: 'Atlantic/Canary',
  phone: '',
  address: 'Calle Real, 2',
  website: 'https://robledal.example',
  openingHours: [{ weekday: 1, from: '09:00', to: '14:00' }],
  privacyNotice: 'Responsable: Ayuntamiento de Robledal.',
}

async function settingsOn(open: OpenStore, sharing?: Store) {
  const clock = manualClock()
  const store = await open(sharing ? { clock, sharing } : { clock })
  const needs = { store, clock, newId: sequentialIds(sharing ? 1 : 0), audit: auditTrail({ clock }) }
  return { store, town: townSettings(needs), replies: cannedReplies(needs) }
}

async function trail(store: Store) {
  const rows = await store.read.selectFrom('audit').selectAll().orderBy('seq').execute()
  return rows.map(({ actor_id, action, object_id, detail }) => [actor_id, action, object_id, detail])
}

describeOnEachStore('the town', (open) => {
  it('is nameless until somebody saves it, and then as saved', async () => {
    const { town } = await settingsOn(open)
    expect(await town.get()).toMatchObject({ name: '', openingHours: [] })
    expect(await town.save(rosa, robledal)).toEqual(robledal)
    expect(await town.get()).toEqual(robledal)
  })

  it('is seen at once by another station', async () => {
    const here = await settingsOn(open)
    const there = await settingsOn(open, here.store)
    await here.town.save(rosa, robledal)
    expect((await there.town.get()).name).toBe('Robledal')
    await there.town.save(rosa, { ...robledal, name: 'Robledal del Río' })
    expect((await here.town.get()).name).toBe('Robledal del Río')
  })

  it('tells the consoles and the audit trail which fields changed, and nothing when none did', async () => {
    const { store, town } = await settingsOn(open)
    await town.save(rosa, robledal)
    const since = await store.changes.latest()
    await town.save(rosa, { ...robledal, phone: '+34 700 000 101', address: 'Plaza, 1' })
    expect(await store.changes.after(since, 10)).toMatchObject([{ kind: 'settings', objectId: 'town' }])
    expect((await trail(store)).at(-1)).toEqual(['rosa', 'settings.save_town', 'town', 'address, phone'])
    await town.save(rosa, { ...robledal, phone: '+34 700 000 101', address: 'Plaza, 1' })
    expect(await store.changes.latest()).toBe(since + 1)
  })

  it('is not saved when the transaction that saves it fails', async () => {
    const { store, town } = await settingsOn(open)
    const failing = store.transaction(async (tx) => {
      await town.saveIn(tx, { kind: 'system', id: null }, robledal)
      throw new Error('on purpose')
    })
    await expect(failing).rejects.toThrow('on purpose')
    expect((await town.get()).name).toBe('')
  })

  it('of a practice store is invented once and stays as its operators leave it', async () => {
    const { town } = await settingsOn(open)
    await town.ensurePractice()
    const invented = await town.get()
    expect(invented.name).toBe('Villaclara de la Sierra')
    await town.save(rosa, { ...invented, name: 'Villaoscura' })
    await town.ensurePractice()
    expect((await town.get()).name).toBe('Villaoscura')
  })
})

describeOnEachStore('canned replies', (open) => {
  it('are saved, changed, listed by shortcut and deleted', async () => {
    const { store, replies } = await settingsOn(open)
    const hello = await replies.save(rosa, greeting)
    const bye = await replies.save(rosa, { shortcut: 'adios', title: 'Despedida', text: 'Un saludo' })
    expect(await replies.list()).toEqual([bye, hello])
    const changed = await replies.save(rosa, { ...hello, text: 'Buenas tardes' })
    expect(changed).toEqual({ ...hello, text: 'Buenas tardes' })
    await replies.delete(rosa, { id: bye.id })
    expect(await replies.list()).toEqual([changed])
    expect(await trail(store)).toEqual([
      ['rosa', 'settings.save_canned_reply', hello.id, 'new'],
      ['rosa', 'settings.save_canned_reply', bye.id, 'new'],
      ['rosa', 'settings.save_canned_reply', hello.id, 'text'],
      ['rosa', 'settings.delete_canned_reply', bye.id, null],
    ])
    const changes = (await store.changes.after(0, 10)) ?? []
    expect(changes.map(({ kind, objectId }) => `${kind} ${objectId}`)).toEqual(Array(4).fill('settings canned_replies'))
  })

  it('do not share a shortcut, also when two stations save at the same moment', async () => {
    const here = await settingsOn(open)
    const there = await settingsOn(open, here.store)
    const outcomes = await Promise.allSettled([here, there, here].map(({ replies }) => replies.save(rosa, greeting)))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'NAME_TAKEN' })
    }
    const bye = await here.replies.save(rosa, { ...greeting, shortcut: 'adios' })
    await expect(there.replies.save(rosa, { ...bye, shortcut: 'hola' })).rejects.toMatchObject({ code: 'NAME_TAKEN' })
  })

  it('that do not exist can be neither changed nor deleted', async () => {
    const { replies } = await settingsOn(open)
    await expect(replies.save(rosa, { id: 'x', ...greeting })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(replies.delete(rosa, { id: 'x' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('to begin with come once: what the town deletes stays away', async () => {
    const { replies } = await settingsOn(open)
    const mine = await replies.save(rosa, { ...greeting, shortcut: 'saludo' })
    await replies.addStarters()
    const first = await replies.list()
    expect(first.length).toBeGreaterThanOrEqual(12)
    expect(first.filter(({ shortcut }) => shortcut === 'saludo')).toEqual([mine])
    const [gone, ...rest] = first
    await replies.delete(rosa, { id: gone?.id ?? '' })
    await replies.addStarters()
    expect(await replies.list()).toEqual(rest)
  })
})
