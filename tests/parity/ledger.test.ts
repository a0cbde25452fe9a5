import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import type { LedgerResult } from '../../contract/ledger.ts'
import type { NewEntry } from '../../main/consent/ledger/entry.ts'
import { ledgerHeads } from '../../main/consent/ledger/heads.ts'
import { consentLedger } from '../../main/consent/ledger/ledger.ts'
import { verifyLedger } from '../../main/consent/ledger/verify.ts'
import { deriveKey } from '../../main/store/keys.ts'
import type { Store } from '../../main/store/store.ts'
import { consentOf } from '../support/ledger-entries.ts'
import { describeOnEachStore, testKey } from '../support/stores.ts'

let now = Date.UTC(2026, 10, 26)
const clock = { now: () => now }
const ledger = consentLedger({ clock })

const heads = (store: Store) =>
  ledgerHeads({
    store,
    clock,
    keyFor: (use) => deriveKey(testKey, use),
    town: async () => ({ name: 'Ayuntamiento de Villarriba', timeZone: 'Europe/Madrid' }),
  })

const append = (store: Store, ...entries: readonly NewEntry[]) =>
  store.transaction(async (tx) => {
    for (const entry of entries) await ledger.append(tx, entry)
  })

const destroy = (store: Store, citizenId: string) =>
  store.transaction(async (tx) => {
    await ledger.append(tx, consentOf(citizenId, { event: 'destroyed', clear: {}, messages: [] }))
    await ledger.destroyKey(tx, citizenId)
  })

/** Does to the tables what a program that is not ours could do. */
async function tamper(store: Store, ...statements: readonly string[]): Promise<void> {
  const tables = ['ledger_entries', 'ledger_sealed', 'ledger_heads', 'subject_keys']
  await store.transaction(async (tx) => {
    if (store.dialect === 'postgres') await sql`set local session_replication_role = replica`.execute(tx)
    else
      for (const table of tables)
        for (const trigger of ['no_update', 'no_delete', 'end_once', 'ends_once'])
          await sql.raw(`drop trigger if exists ${table}_${trigger}`).execute(tx)
    for (const statement of statements) await sql.raw(statement).execute(tx)
  })
}

const cells = [
  ['ledger_entries', 'entry'],
  ['ledger_entries', 'hash'],
  ['ledger_entries', 'citizen_id'],
  ['ledger_sealed', 'sealed'],
  ['subject_keys', 'key'],
  ['subject_keys', 'citizen_id'],
] as const

/** The text with one bit of one character turned, so that it stays a text of the same length. */
const flipped = (text: string, at: number): string => {
  const place = at % text.length
  return text.slice(0, place) + String.fromCharCode(text.charCodeAt(place) ^ 1) + text.slice(place + 1)
}

/** One turned bit makes none of them another. */
const subjects = [...'abcdefghijkl'].map((letter) => letter.repeat(8))

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`

describeOnEachStore('the ledger', (open) => {
  it('links what is appended, tells it back in clear, and verifies', async () => {
    const store = await open()
    expect(await verifyLedger(store.read)).toEqual({ ok: true, entries: 0, head: '0'.repeat(64) })
    await append(
      store,
      consentOf('rosa', { event: 'requested' }),
      consentOf('rosa'),
      consentOf('pere', { clear: {}, messages: [] }),
    )
    const entries = await ledger.entriesOf(store.read, 'rosa')
    expect(entries.map(({ seq, event }) => [seq, event])).toEqual([
      [1, 'requested'],
      [2, 'given'],
    ])
    expect(entries[1]).toMatchObject({
      clear: { identity: '+34700100200', answer: 'ACEPTO', shown: 'Información sobre sus datos' },
      messages: [{ messageId: 'm1', providerId: '3EB0A1', direction: 'in', status: null, at: 1 }],
      notice: { id: 'joining', version: 2, language: 'es' },
    })
    expect(await verifyLedger(store.read)).toMatchObject({ ok: true, entries: 3 })
  })

  it('holds nothing of a person in the chain', async () => {
    const store = await open()
    await append(store, consentOf('rosa', { clear: { identity: '+34700100200', detail: 'llamó su hija' } }))
    const rows = await store.read.selectFrom('ledger_entries').selectAll().execute()
    const sealed = await store.read.selectFrom('ledger_sealed').selectAll().execute()
    for (const trace of ['700100200', 'hija', '3EB0A1']) expect(JSON.stringify([rows, sealed])).not.toContain(trace)
  })

  it('verifies after any sequence of appends and destructions, on clocks that go back too', async () => {
    const store = await open()
    let gone = 0
    const step = fc.record({
      who: fc.integer({ min: 0, max: 3 }),
      event: fc.constantFrom('requested', 'given', 'withdrawn', 'paused' as const),
      answer: fc.string({ unit: 'binary', maxLength: 40 }),
      hours: fc.integer({ min: -50, max: 50 }),
      ends: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 6 }), async (steps) => {
        for (const { who, event, answer, hours, ends } of steps) {
          now += hours * 3_600_000
          const citizenId = `${who}-${gone}`
          await append(store, consentOf(citizenId, { event, clear: { answer } }))
          const mine = await ledger.entriesOf(store.read, citizenId)
          expect(mine.at(-1)?.clear).toEqual({ answer })
          if (ends) {
            await destroy(store, citizenId)
            gone += 1
          }
          if (hours > 40) await heads(store).signToday()
        }
        expect(await verifyLedger(store.read)).toMatchObject({ ok: true })
      }),
      { numRuns: 15 },
    )
  })

  it('a destroyed key leaves the chain whole, its content unreadable for ever and the subject closed', async () => {
    const store = await open()
    await append(store, consentOf('rosa'), consentOf('pere'))
    await destroy(store, 'rosa')
    expect(await verifyLedger(store.read)).toMatchObject({ ok: true, entries: 3 })
    const entries = await ledger.entriesOf(store.read, 'rosa')
    expect(entries.map(({ event, clear, messages }) => [event, clear, messages])).toEqual([
      ['given', null, []],
      ['destroyed', null, []],
    ])
    await expect(append(store, consentOf('rosa'))).rejects.toThrow('destroyed')
    const back = store.transaction((tx) => tx.updateTable('subject_keys').set({ key: 'x' }).execute())
    await expect(back).rejects.toThrow('A key can only be destroyed')
  })

  it.each(['ledger_entries', 'ledger_sealed', 'ledger_heads', 'subject_keys'])(
    '%s refuses to shrink',
    async (table) => {
      const store = await open()
      await append(store, consentOf('rosa'))
      await heads(store).signToday()
      const change = (statement: string) => store.transaction((tx) => sql.raw(statement).execute(tx))
      await expect(change(`delete from ${table}`)).rejects.toThrow('The ledger only grows')
      const column =
        { ledger_entries: 'entry', ledger_sealed: 'sealed', ledger_heads: 'signature' }[table] ?? 'citizen_id'
      await expect(change(`update ${table} set ${column} = 'x'`)).rejects.toThrow(/only grows|only be destroyed/)
    },
  )

  it('names the entry of any flipped bit of entries, sealed text and keys', async () => {
    const store = await open()
    await append(store, ...subjects.map((subject) => consentOf(subject)))
    await tamper(store)
    const change = fc.record({
      cell: fc.constantFrom(...cells),
      seq: fc.integer({ min: 1, max: 12 }),
      at: fc.nat(2_000),
    })
    await fc.assert(
      fc.asyncProperty(change, async ({ cell: [table, column], seq, at }) => {
        const where = table === 'subject_keys' ? `citizen_id = '${subjects[seq - 1]}'` : `seq = ${seq}`
        const { rows } = await store.transaction((tx) =>
          sql.raw<{ value: string }>(`select ${column} as value from ${table} where ${where}`).execute(tx),
        )
        const before = rows[0]?.value ?? ''
        const after = flipped(before, at)
        await tamper(store, `update ${table} set ${column} = ${quoted(after)} where ${where}`)
        const found = await verifyLedger(store.read)
        const back = column === 'citizen_id' && table === 'subject_keys' ? `citizen_id = ${quoted(after)}` : where
        await tamper(store, `update ${table} set ${column} = ${quoted(before)} where ${back}`)
        expect(found).toMatchObject({ ok: false, seq })
      }),
      { numRuns: 60 },
    )
    expect(await verifyLedger(store.read)).toMatchObject({ ok: true })
  })

  const crimes: readonly (readonly [string, string, LedgerResult])[] = [
    ['an entry taken out', 'delete from ledger_entries where seq = 2', { ok: false, seq: 2, fault: 'gap' }],
    ['the last one cut off', 'delete from ledger_entries where seq = 4', { ok: false, seq: 4, fault: 'end' }],
    ['sealed text taken away', 'delete from ledger_sealed where seq = 3', { ok: false, seq: 3, fault: 'sealed' }],
    [
      'a key taken away without a word',
      "update subject_keys set key = null where citizen_id = 'c3'",
      { ok: false, seq: 3, fault: 'key_destroyed' },
    ],
    ['a tip that says another hash', "update ledger_tip set hash = 'x'", { ok: false, seq: 4, fault: 'end' }],
    ['everything gone', 'delete from ledger_entries', { ok: false, seq: 1, fault: 'end' }],
    ['a head of another day', "update ledger_heads set day = '2026-01-01'", { ok: false, seq: 4, fault: 'head' }],
    [
      'a head that says another thing',
      `update ledger_heads set statement = replace(statement, 'Villarriba', 'Villabajo')`,
      { ok: false, seq: 4, fault: 'head' },
    ],
  ]
  it.each(crimes)('%s is found and named', async (_case, statement, found) => {
    const store = await open()
    await append(store, ...['c1', 'c2', 'c3', 'c4'].map((citizen) => consentOf(citizen)))
    await heads(store).signToday()
    await tamper(store, statement)
    expect(await verifyLedger(store.read)).toEqual(found)
  })

  it('entries cut off with their tip are missed by the signed head', async () => {
    const store = await open()
    await append(store, consentOf('c1'), consentOf('c2'))
    const tip = await store.read.selectFrom('ledger_entries').select('hash').where('seq', '=', 1).executeTakeFirst()
    await heads(store).signToday()
    await tamper(
      store,
      'delete from ledger_entries where seq = 2',
      `update ledger_tip set seq = 1, hash = '${tip?.hash}'`,
    )
    expect(await verifyLedger(store.read)).toEqual({ ok: false, seq: 2, fault: 'end' })
  })

  it('a broken ledger still takes what citizens say, and stays broken', async () => {
    const store = await open()
    await append(store, consentOf('c1'), consentOf('c2'))
    await tamper(store, 'delete from ledger_entries where seq = 2', 'delete from ledger_sealed where seq = 2')
    await append(store, consentOf('c3', { event: 'withdrawn' }))
    expect(await ledger.entriesOf(store.read, 'c3')).toHaveLength(1)
    expect(await verifyLedger(store.read)).toMatchObject({ ok: false, fault: 'end' })
  })

  it('two stations that append at once leave no gap', async () => {
    const here = await open()
    const there = await open({ sharing: here })
    const work = Array.from({ length: 40 }, (_, n) => append(n % 2 === 0 ? here : there, consentOf(`c${n % 5}`)))
    await Promise.all(work)
    expect(await verifyLedger(there.read)).toMatchObject({ ok: true, entries: 40 })
  })

  it('an append whose transaction fails was never made', async () => {
    const store = await open()
    const failing = store.transaction(async (tx) => {
      await ledger.append(tx, consentOf('rosa'))
      throw new Error('on purpose')
    })
    await expect(failing).rejects.toThrow('on purpose')
    await append(store, consentOf('pere'))
    expect(await verifyLedger(store.read)).toMatchObject({ ok: true, entries: 1 })
  })

  it('what is appended and destroyed while it verifies does not look broken', async () => {
    const store = await open()
    await append(store, ...Array.from({ length: 20 }, (_, n) => consentOf(`c${n}`)))
    let told = false
    const result = await verifyLedger(store.read, {
      slice: 5,
      progress(checked) {
        if (checked > 0 && !told) {
          told = true
          void destroy(store, 'c18')
        }
      },
    })
    expect(told).toBe(true)
    expect(result).toMatchObject({ ok: true, entries: 20 })
  })

  it('stops verifying when it is told to', async () => {
    const store = await open()
    await append(store, consentOf('c1'))
    await expect(verifyLedger(store.read, { signal: AbortSignal.abort() })).rejects.toThrow()
  })
})
