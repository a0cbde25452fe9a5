import { expect, it } from 'vitest'
import { type Register, registerOn, rosa } from '../support/register.ts'
import { describeOnEachStore } from '../support/stores.ts'

const edit = async ({ register }: Register, id: string, change: object) => {
  const { revision, name, language, neighbourhood, tags, note } = await register.get(id)
  await register.update(rosa, { id, revision, name, language, neighbourhood, tags, note, ...change })
}

const names = async ({ register }: Register, filters: object) =>
  (await register.list({ limit: 50, ...filters })).items.map(({ name }) => name)

describeOnEachStore('the list of citizens', (open) => {
  it('finds people by words and numbers, and by what they are', async () => {
    const town = await registerOn(open)
    const maria = await town.hear({ phone: '+34700100001', name: 'María Núñez' })
    await town.hear({ phone: '+34700100002', name: 'Ana Nieto' })
    await edit(town, maria, { neighbourhood: 'La Peña', language: 'gl', tags: ['mayores'] })
    expect(await names(town, {})).toEqual(['Ana Nieto', 'María Núñez'])
    expect(await names(town, { q: 'nune mari' })).toEqual(['María Núñez'])
    expect(await names(town, { q: '700 100 00' })).toEqual(['Ana Nieto', 'María Núñez'])
    expect(await names(town, { q: '+34 700100002' })).toEqual(['Ana Nieto'])
    expect(await names(town, { q: '¿?' })).toEqual([])
    for (const filter of [{ neighbourhood: 'La Peña' }, { language: 'gl' }, { tag: 'mayores' }])
      expect(await names(town, filter)).toEqual(['María Núñez'])
    expect(await town.register.count({ tag: 'mayores' })).toEqual({ count: 1 })
    expect(await town.register.facets()).toEqual({ neighbourhoods: ['La Peña'], tags: ['mayores'], purposes: [] })
    await expect(names(town, { consent: 'works' })).rejects.toMatchObject({ code: 'BAD_INPUT' })
  })

  it('turns its pages by name, those without one last', async () => {
    const town = await registerOn(open)
    for (const [n, name] of ['Zoe', '', 'ana', 'Ángel', 'Berta'].entries()) {
      await town.hear({ phone: `+3470030000${n}`, ...(name && { name }) })
    }
    const seen: string[] = []
    let cursor: string | null | undefined
    while (cursor !== null) {
      const page = await town.register.list({ limit: 2, ...(cursor && { cursor }) })
      seen.push(...page.items.map(({ name }) => name))
      cursor = page.nextCursor
    }
    expect(seen).toEqual(['ana', 'Ángel', 'Berta', 'Zoe', ''])
    await expect(town.register.list({ limit: 2, cursor: 'made-up' })).rejects.toMatchObject({ code: 'BAD_INPUT' })
  })
})

describeOnEachStore('a card', (open) => {
  it('is not written over what a colleague has written meanwhile', async () => {
    const town = await registerOn(open)
    const id = await town.hear({ phone: '+34700100001', name: 'Rosa' })
    const { revision } = await town.register.get(id)
    const mine = { id, revision, name: 'Rosa V.', language: null, neighbourhood: '', tags: [], note: '' }
    await town.register.update(rosa, mine)
    await expect(town.register.update(rosa, { ...mine, note: 'x' })).rejects.toMatchObject({ code: 'CITIZEN_CHANGED' })
    const audit = await town.store.read.selectFrom('audit').selectAll().execute()
    expect(audit).toMatchObject([{ action: 'citizen.update', object_id: id, detail: 'name' }])
  })

  it('takes what citizens say of themselves as the town writes it', async () => {
    const town = await registerOn(open)
    await town.register.saveSettings(rosa, { neighbourhoods: ['La Peña'], importMegabytes: 5 })
    const id = await town.hear({ phone: '+34700100001' })
    const { forCitizens } = town.register
    const said = await town.store.transaction((tx) => forCitizens.setNeighbourhood(tx, id, ' LA PENA '))
    await town.store.transaction((tx) => forCitizens.setLanguage(tx, id, 'eu'))
    expect([said, await town.register.get(id)]).toMatchObject(['La Peña', { neighbourhood: 'La Peña', language: 'eu' }])
  })

  it('has two phones of one person, and says whose a phone is already', async () => {
    const town = await registerOn(open)
    const [one, other] = [
      await town.hear({ phone: '+34700100001' }),
      await town.hear({ phone: '+34700100002', name: 'Ana' }),
    ]
    await town.register.addPhone(rosa, { id: one, phone: '700 100 003' })
    expect(await town.hear({ phone: '+34700100003' })).toBe(one)
    const taken = town.register.addPhone(rosa, { id: one, phone: '700100002' })
    await expect(taken).rejects.toMatchObject({ code: 'PHONE_TAKEN', data: { citizenId: other, name: 'Ana' } })
    const landline = town.register.addPhone(rosa, { id: one, phone: '912345678' })
    await expect(landline).rejects.toMatchObject({ code: 'PHONE_INVALID', data: { reason: 'landline' } })
  })

  it('knows when a phone is of several people', async () => {
    const town = await registerOn(open)
    const id = await town.hear({ phone: '+34700100001' })
    const [phone] = (await town.register.get(id)).identifiers
    await town.register.share(rosa, { id, identifierId: phone?.id ?? '', shared: true })
    expect((await town.register.get(id)).identifiers).toMatchObject([{ shared: true }])
  })

  it('loses a number that was given to somebody else, who is a new citizen; the consents are told', async () => {
    const told: string[] = []
    const town = await registerOn(open, {
      numberChanged: async (_, id) => {
        told.push(id)
      },
    })
    const id = await town.hear({ phone: '+34700100001', lid: 'old@lid', name: 'Rosa' })
    const { identifiers } = await town.register.get(id)
    const phone = identifiers.find(({ kind }) => kind === 'phone')
    await town.register.detach(rosa, { id, identifierId: phone?.id ?? '' })
    const next = await town.hear({ phone: '+34700100001', lid: 'new@lid', name: 'Pepe' })
    expect(next).not.toBe(id)
    expect(told).toEqual([id])
    const card = await town.register.get(id)
    expect(card.identifiers.map(({ value, until }) => [value, until === null])).toEqual(
      [
        ['old@lid', false],
        ['+34700100001', false],
      ].sort(),
    )
    expect(await names(town, { q: '700100001' })).toEqual(['Pepe'])
  })

  it('answers to the phone they wrote from last, and knows when that was', async () => {
    const town = await registerOn(open)
    const id = await town.hear({ phone: '+34700100001' })
    await town.register.addPhone(rosa, { id, phone: '700100002' })
    const lastPhone = async () => (await town.register.list({ limit: 1 })).items[0]
    await town.clock.advance(60_000)
    await town.hear({ phone: '+34700100002' })
    expect((await lastPhone())?.phone).toBe('+34700100002')
    await town.clock.advance(60_000)
    await town.hear({ phone: '+34700100001' })
    expect(await lastPhone()).toMatchObject({ phone: '+34700100001', lastHeardAt: town.clock.now() })
  })

  it('of somebody hidden is shown to nobody', async () => {
    const town = await registerOn(open)
    const id = await town.hear({ phone: '+34700100001', name: 'Rosa' })
    await town.store.transaction((tx) =>
      tx.updateTable('citizens').set({ hidden_at: 1 }).where('id', '=', id).execute(),
    )
    await expect(town.register.get(id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await names(town, {})).toEqual([])
  })
})
