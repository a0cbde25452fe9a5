import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ledgerEvidence } from '../../main/consent/ledger/evidence.ts'
import { ledgerHeads } from '../../main/consent/ledger/heads.ts'
import { consentLedger } from '../../main/consent/ledger/ledger.ts'
import { verifyLedger } from '../../main/consent/ledger/verify.ts'
import { ledgerCommand } from '../../main/station/ledger-command.ts'
import { deriveKey } from '../../main/store/keys.ts'
import { openPostgresStore } from '../../main/store/postgres.ts'
import { openSqliteStore } from '../../main/store/sqlite.ts'
import type { Store } from '../../main/store/store.ts'
import { systemClock } from '../support/clock.ts'
import { consentOf } from '../support/ledger-entries.ts'
import { postgresDatabase, testKey } from '../support/stores.ts'

const program = join(import.meta.dirname, '../../main/station/ledger-cli.ts')
const clock = systemClock()

/** The program itself, in a process of its own. */
const run = (...args: readonly string[]) =>
  new Promise<{ code: number; out: string; err: string }>((resolve) => {
    execFile(process.execPath, [program, ...args], (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out, err }),
    )
  })

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ventanilla-ledger-cli-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const write = (store: Store, ...citizens: readonly string[]) =>
  store.transaction(async (tx) => {
    for (const citizen of citizens) await consentLedger({ clock }).append(tx, consentOf(citizen))
  })

async function exported(store: Store): Promise<string> {
  const town = async () => ({ name: 'Villarriba', timeZone: 'Europe/Madrid' })
  const evidence = ledgerEvidence({
    store,
    clock,
    audit: { record: async () => undefined },
    heads: ledgerHeads({ store, clock, keyFor: (use) => deriveKey(testKey, use), town }),
    check: () => verifyLedger(store.read),
    town,
    renderPdf: async () => new Uint8Array(),
  })
  const who = { id: 'o1', name: 'Ana', role: 'dpo', permissions: new Set<never>() } as const
  const file = await evidence.person(who, 'rosa', { format: 'json', language: 'es' })
  const path = join(folder, 'rosa.json')
  writeFileSync(path, Buffer.from(await file.arrayBuffer()))
  return path
}

describe('npm run ledger -- verify', () => {
  it('a data folder, while its store is open and when it was altered; and an exported file', async () => {
    mkdirSync(join(folder, 'town'))
    writeFileSync(join(folder, 'master.key'), `${testKey.toString('hex')}\n`)
    const store = await openSqliteStore({ path: join(folder, 'town/store.db'), key: testKey, clock })
    await write(store, 'rosa', 'pere', 'rosa')
    const whole = await ledgerCommand(['verify', '--data', folder])
    expect(whole).toMatchObject({ code: 0, line: expect.stringMatching(/^ok, 3 entries, head [0-9a-f]{64}$/) })

    const file = await exported(store)
    expect(await ledgerCommand(['verify', file])).toMatchObject({
      code: 0,
      line: expect.stringMatching(/^ok, 2 entries, head [0-9a-f]{64}, signed by ([0-9a-f]{4} ?){5}$/),
    })
    writeFileSync(file, readFileSync(file, 'utf8').replace('ACEPTO', 'RECHAZO'))
    expect(await ledgerCommand(['verify', file])).toMatchObject({
      code: 1,
      line: 'broken at entry 1: what it shows as "answer" is not what was committed to',
    })

    await store.transaction(async (tx) => {
      await sql`drop trigger ledger_entries_no_update`.execute(tx)
      await sql`update ledger_entries set entry = replace(entry, 'works', 'sport') where seq = 2`.execute(tx)
    })
    await store.close()
    expect(await ledgerCommand(['verify', '--data', folder])).toEqual({
      code: 1,
      line: 'broken at entry 2: entry',
    })
  })

  it('a data folder that holds nothing but the practice town', async () => {
    const data = join(folder, 'practising')
    mkdirSync(join(data, 'practice'), { recursive: true })
    writeFileSync(join(data, 'master.key'), `${testKey.toString('hex')}\n`)
    const store = await openSqliteStore({ path: join(data, 'practice/store.db'), key: testKey, clock })
    await write(store, 'rosa')
    await store.close()
    const alone = await ledgerCommand(['verify', '--data', data])
    expect(alone).toMatchObject({ code: 0, line: expect.stringMatching(/^ok, 1 entries, head /) })
    expect(await ledgerCommand(['verify', '--data', data, '--practice'])).toEqual(alone)
  })

  it('a database', async () => {
    const { url, remove } = await postgresDatabase()
    const store = await openPostgresStore({ url, clock })
    await write(store, 'rosa')
    await store.close()
    const { code, line } = await ledgerCommand(['verify', '--database', url])
    await remove()
    expect([code, line]).toEqual([0, expect.stringMatching(/^ok, 1 entries, head /)])
  })

  it.each([
    [['verify']],
    [['mend', '--data', '/tmp']],
    [['verify', '--data', '/tmp', 'file.json']],
    [['verify', 'one.json', 'two.json']],
    [['verify', '--database', 'mysql://here']],
    [['verify', '--all']],
  ])('%j are bad arguments', async (args) => {
    const { code, line } = await ledgerCommand(args)
    expect(code).toBe(2)
    expect(line).toContain('Usage: npm run --silent ledger')
  })

  it('the program says so on the right stream and ends with the right code', async () => {
    const [bad, none] = await Promise.all([run('verify'), run('verify', join(folder, 'nothing.json'))])
    expect(bad).toMatchObject({ code: 2, out: '', err: expect.stringContaining('Usage') })
    expect(none).toMatchObject({ code: 1, err: '', out: expect.stringContaining('nothing.json') })
  })

  it('what is not there or no evidence is said in a sentence', async () => {
    const empty = await ledgerCommand(['verify', '--data', join(folder, 'nowhere')])
    expect([empty.code, empty.line]).toEqual([1, expect.stringContaining('There is no ledger in')])
    const missing = await ledgerCommand(['verify', join(folder, 'nothing.json')])
    expect([missing.code, missing.line]).toEqual([1, expect.stringContaining('nothing.json')])
    const other = join(folder, 'other.json')
    writeFileSync(other, '{"format":"something else"}')
    expect(await ledgerCommand(['verify', other])).toMatchObject({
      code: 1,
      line: 'broken: it is no evidence of a ledger, or it was cut',
    })
  })
})
