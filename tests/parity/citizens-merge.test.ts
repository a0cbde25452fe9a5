import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { placesOfCitizen, placesOfThread, staysWithRecord } from '../../main/citizens/merge/places.ts'
import type { Store, Writer } from '../../main/store/store.ts'
import { type Register, registerOn, rosa } from '../support/register.ts'
import { conversationRow, messageRow } from '../support/rows.ts'
import { describeOnEachStore } from '../support/stores.ts'

/** What somebody is and has, of which properties try every mixture. */
type Person = {
  readonly name: string
  readonly language: 'gl' | null
  readonly neighbourhood: string
  readonly tags: readonly string[]
  readonly note: string
  readonly ids: 'phone' | 'lid' | 'both'
  readonly threads: readonly { readonly line: 'line-1' | 'line-2'; readonly messages: number; readonly open: boolean }[]
}

const person: fc.Arbitrary<Person> = fc.record({
  name: fc.constantFrom('', 'Rosa Vidal', 'Rosa', 'José Soto'),
  language: fc.constantFrom('gl', null),
  neighbourhood: fc.constantFrom('', 'Centro', 'La Peña'),
  tags: fc.uniqueArray(fc.constantFrom('mayores', 'fallas', 'deporte')),
  note: fc.constantFrom('', 'Llamar por la tarde'),
  ids: fc.constantFrom('phone', 'lid', 'both'),
  threads: fc.uniqueArray(
    fc.record({
      line: fc.constantFrom('line-1', 'line-2'),
      messages: fc.integer({ min: 0, max: 3 }),
      open: fc.boolean(),
    }),
    { selector: ({ line }) => line },
  ),
})

let made = 0

async function makeThread(tx: Writer, id: string, { line, messages, open }: Person['threads'][number], at: number) {
  const thread = `${id} ${line}`
  await tx
    .insertInto('conversations')
    .values(
      conversationRow({
        id: thread,
        line_id: line,
        citizen_id: id,
        state: open ? 'open' : 'resolved',
        waiting_since: open ? at : null,
        assignee_id: open ? 'ana' : null,
        last_at: at,
        created_at: at,
      }),
    )
    .execute()
  for (let m = 0; m < messages; m += 1) {
    const message = { id: `${thread} ${m}`, line_id: line, conversation_id: thread, text: `Hola ${m}` }
    const [row] = await tx.insertInto('messages').values(messageRow(message)).returning('seq').execute()
    const seq = Number(row?.seq)
    await tx
      .updateTable('conversations')
      .set({ last_seq: seq, last_inbound_seq: seq, last_text: message.text })
      .where('id', '=', thread)
      .execute()
  }
  const session = { conversation_id: thread, flow: 'front', flow_version: 1, state_json: '{}', updated_at: at }
  await tx
    .insertInto('bot_sessions')
    .values({ ...session, turn_json: null, remind_at: at })
    .execute()
  const draft = { operator_id: 'ana', conversation_id: thread, text: 'Buenos días', note: 0 }
  await tx
    .insertInto('drafts')
    .values({ ...draft, seen_seq: null, media_id: null, updated_at: at })
    .execute()
  const report = { id: `report ${thread}`, year: 2026, sequence: made * 10 + (line === 'line-1' ? 1 : 2) }
  const what = { what: 'Farola', place: '', latitude: null, longitude: null, words: '', department: '' }
  const state = { state: 'received' as const, notify: 0, created_at: at, updated_at: at }
  await tx
    .insertInto('reports')
    .values({ ...report, ...what, ...state, citizen_id: id, conversation_id: thread })
    .execute()
}

/** One person with everything that hangs on a person and on a thread. */
async function make({ store, register, hear, clock }: Register, who: Person): Promise<string> {
  made += 1
  const n = String(made).padStart(6, '0')
  const phone = who.ids === 'lid' ? {} : { phone: `+34700${n}` }
  const lid = who.ids === 'phone' ? {} : { lid: `${n}@lid` }
  const id = await hear({ ...phone, ...lid })
  const { name, language, neighbourhood, note } = who
  const { revision } = await register.get(id)
  await register.update(rosa, { id, revision, name, language, neighbourhood, note, tags: who.tags })
  await store.transaction(async (tx) => {
    for (const thread of who.threads) await makeThread(tx, id, thread, clock.now() + made)
  })
  return id
}

const tables = [
  'citizens',
  'citizen_identifiers',
  'former_identifiers',
  'citizen_tags',
  'citizen_words',
  'conversations',
  'messages',
  'reports',
  'drafts',
  'bot_sessions',
] as const

/** Every row of every table that a merge touches, but for how often a card was written. */
async function everything({ read }: Store): Promise<string[]> {
  const all: string[] = []
  for (const table of tables) {
    const rows = (await read.selectFrom(table).selectAll().execute()) as Record<string, unknown>[]
    all.push(...rows.map(({ revision: _, ...row }) => `${table} ${JSON.stringify(row, Object.keys(row).sort())}`))
  }
  return all.sort()
}

const threadsOf = async ({ read }: Store, citizenId: string) =>
  (await read.selectFrom('conversations').selectAll().where('citizen_id', '=', citizenId).execute()).filter(
    ({ absorbed_by }) => absorbed_by === null,
  )

const plain: Person = {
  name: 'Rosa Vidal',
  language: null,
  neighbourhood: '',
  tags: [],
  note: '',
  ids: 'both',
  threads: [],
}
const talking = { line: 'line-1', messages: 2, open: true } as const

describeOnEachStore('a merge', (open) => {
  it('undone leaves everything as it was, whoever the two are', async () => {
    const town = await registerOn(open)
    await fc.assert(
      fc.asyncProperty(person, person, async (one, other) => {
        const [keptId, mergedId] = [await make(town, one), await make(town, other)]
        const before = await everything(town.store)
        const { mergeId } = await town.register.merge(rosa, { keptId, mergedId })
        await town.register.undoMerge(rosa, mergeId)
        expect(await everything(town.store)).toEqual(before)
      }),
      { numRuns: 8, seed: 94 },
    )
  })

  it('gives everything to the kept one, and one thread where there were two on a line', async () => {
    const town = await registerOn(open)
    const kept = await make(town, { ...plain, threads: [talking] })
    const merged = await make(town, {
      ...plain,
      name: 'Rosa V.',
      neighbourhood: 'Centro',
      tags: ['fallas'],
      threads: [talking, { ...talking, line: 'line-2' }],
    })
    expect(await town.register.previewMerge({ keptId: kept, mergedId: merged })).toMatchObject({
      moves: { identifiers: 2, conversations: 2, joined: 1, messages: 4, reports: 2, appointments: 0 },
      fills: ['neighbourhood', 'tags'],
    })
    await town.register.merge(rosa, { keptId: kept, mergedId: merged })
    const card = await town.register.get(merged)
    expect(card).toMatchObject({
      id: kept,
      name: 'Rosa Vidal',
      neighbourhood: 'Centro',
      tags: ['fallas'],
      counts: { conversations: 2, reports: 3 },
      merged: [{ name: 'Rosa V.' }],
    })
    expect(card.identifiers).toHaveLength(4)
    const threads = await threadsOf(town.store, kept)
    expect(threads.map(({ line_id }) => line_id).sort()).toEqual(['line-1', 'line-2'])
    const messages = await town.store.read
      .selectFrom('messages')
      .select('conversation_id')
      .where('line_id', '=', 'line-1')
      .execute()
    expect(new Set(messages.map(({ conversation_id }) => conversation_id)).size).toBe(1)
    expect((await town.register.list({ limit: 10 })).items.map(({ id }) => id)).toEqual([kept])
    expect((await town.register.list({ limit: 10, q: 'vidal' })).items).toHaveLength(1)
  })

  it('undone leaves with the kept one what was said since', async () => {
    const town = await registerOn(open)
    const kept = await make(town, { ...plain, threads: [] })
    const merged = await make(town, { ...plain, threads: [talking] })
    const { mergeId } = await town.register.merge(rosa, { keptId: kept, mergedId: merged })
    await town.store.transaction(async (tx) => {
      const thread = await town.records.conversation(tx, 'line-1', kept)
      const said = await town.records.message(tx, thread, {
        direction: 'in',
        author: { kind: 'citizen', id: kept },
        kind: 'text',
        text: 'Soy yo',
        providerId: 'since',
        providerAt: null,
      })
      if (said) await town.records.save(tx, said.conversation)
    })
    await town.register.undoMerge(rosa, mergeId)
    const own = (await threadsOf(town.store, kept))[0]
    const others = (await threadsOf(town.store, merged))[0]
    expect([own?.last_text, others?.last_text]).toEqual(['Soy yo', 'Hola 1'])
    const counts = await town.store.read.selectFrom('messages').select('conversation_id').execute()
    expect(counts.filter(({ conversation_id }) => conversation_id === own?.id)).toHaveLength(1)
  })

  it('cannot be undone after a month, twice, or before a later one into the same record', async () => {
    const town = await registerOn(open)
    const [kept, one, other] = [await make(town, plain), await make(town, plain), await make(town, plain)]
    const first = await town.register.merge(rosa, { keptId: kept, mergedId: one })
    await town.clock.advance(1)
    const second = await town.register.merge(rosa, { keptId: kept, mergedId: other })
    const reason = (why: string) => ({ code: 'MERGE_STANDS', data: { reason: why } })
    await expect(town.register.undoMerge(rosa, first.mergeId)).rejects.toMatchObject(reason('merged_again'))
    await town.register.undoMerge(rosa, second.mergeId)
    await expect(town.register.undoMerge(rosa, second.mergeId)).rejects.toMatchObject(reason('undone'))
    await town.clock.advance(30 * 24 * 3_600_000)
    await expect(town.register.undoMerge(rosa, first.mergeId)).rejects.toMatchObject(reason('too_late'))
    await town.register.settleOldMerges()
    expect(await town.store.read.selectFrom('citizen_merge_rows').selectAll().execute()).toEqual([])
  })

  it('is refused with oneself, and with who is merged already', async () => {
    const town = await registerOn(open)
    const [kept, merged] = [await make(town, plain), await make(town, plain)]
    await expect(town.register.merge(rosa, { keptId: kept, mergedId: kept })).rejects.toMatchObject({
      code: 'BAD_INPUT',
    })
    await town.register.merge(rosa, { keptId: kept, mergedId: merged })
    const again = town.register.merge(rosa, { keptId: merged, mergedId: kept })
    await expect(again).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('tells the consents in its own transaction, which can refuse all of it', async () => {
    const told: string[][] = []
    const town = await registerOn(open, {
      afterMerge: async (_, ...ids) => {
        told.push(ids)
        throw new Error('power cut')
      },
    })
    const [kept, merged] = [await make(town, plain), await make(town, plain)]
    const before = await everything(town.store)
    await expect(town.register.merge(rosa, { keptId: kept, mergedId: merged })).rejects.toThrow('power cut')
    expect([told, await everything(town.store)]).toEqual([[[kept, merged]], before])
  })

  it('knows every column that names a citizen or a thread', async () => {
    const { store } = await registerOn(open)
    const query =
      store.dialect === 'sqlite'
        ? sql<{ name: string }>`select m.name || '.' || c.name as name from sqlite_schema m, pragma_table_info(m.name) c
            where m.type = 'table' and c.name in ('citizen_id', 'conversation_id')`
        : sql<{ name: string }>`select table_name || '.' || column_name as name
            from information_schema.columns join information_schema.tables using (table_schema, table_name)
            where table_schema = 'public' and table_type = 'BASE TABLE'
            and column_name in ('citizen_id', 'conversation_id')`
    const { rows } = await store.read.executeQuery(query.compile({ getExecutor: () => store.read.getExecutor() }))
    const known = [...placesOfCitizen, ...placesOfThread].map(({ table, column }) => `${table}.${column}`)
    const all = [...known, ...Object.keys(staysWithRecord)].sort()
    expect(rows.map(({ name }) => name).sort(), 'say in merge/places.ts what becomes of it').toEqual(all)
  })
})

describeOnEachStore('records of one person', (open) => {
  it('are proposed by their phone, by name and neighbourhood, or as a phone and a WhatsApp id', async () => {
    const town = await registerOn(open)
    const { register, store } = town
    const living = { ...plain, neighbourhood: 'Centro' }
    const pair = [await make(town, living), await make(town, living)]
    const half = { ...plain, name: 'José Soto' }
    const halves = [await make(town, { ...half, ids: 'phone' }), await make(town, { ...half, ids: 'lid' })]
    await store.transaction((tx) =>
      tx
        .updateTable('citizen_identifiers')
        .set({ value: '700999999' })
        .where('citizen_id', '=', pair[0] as string)
        .where('kind', '=', 'phone')
        .execute(),
    )
    const named = (id: string | undefined) => expect.objectContaining({ id })
    const found = await register.proposals()
    expect(found).toEqual(
      expect.arrayContaining([
        { why: 'same_name', one: named(pair[0]), other: named(pair[1]) },
        { why: 'phone_and_lid', one: named(halves[0]), other: named(halves[1]) },
      ]),
    )
    await register.distinct({ oneId: halves[1] as string, otherId: halves[0] as string })
    expect(await register.proposals()).toHaveLength(found.length - 1)
    const twice = await make(town, { ...plain, name: 'Otra' })
    await store.transaction((tx) =>
      tx
        .updateTable('citizen_identifiers')
        .set({ value: '+34700999999' })
        .where('citizen_id', '=', twice)
        .where('kind', '=', 'phone')
        .execute(),
    )
    expect((await register.proposals())[0]).toMatchObject({ why: 'same_phone' })
  })
})
