import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  type CopyContents,
  type CopyHeader,
  contentsOf,
  copiesIn,
  loadCopy,
  makeCopy,
  putFilesBack,
  removeCopies,
  unreadableFiles,
} from '../../main/backup/copies.ts'
import { openBlobFiles } from '../../main/store/blob-files.ts'
import { copiedTables, rowsOf } from '../../main/store/copied-rows.ts'
import { migrations } from '../../main/store/migrations/all.ts'
import type { Store } from '../../main/store/store.ts'
import { stations, until } from '../support/station.ts'
import { describeOnEachStore, testKey } from '../support/stores.ts'

const key = randomBytes(32)
const madeAt = Date.UTC(2026, 2, 2, 3)
const schema = migrations.at(-1)?.number ?? 0

/** Every row that a copy holds, by table. */
const everything = (store: Store) =>
  store.snapshot(async (read) => {
    const tables: Record<string, unknown[]> = {}
    for (const table of await copiedTables(read, store.dialect)) {
      const rows: unknown[] = []
      for await (const some of rowsOf(read, store.dialect, table)) rows.push(...some.map((row) => JSON.stringify(row)))
      tables[table] = rows.sort()
    }
    return tables
  })

const folder = mkdtempSync(join(tmpdir(), 'ventanilla-copies-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The copy of the suite that ran before, of the other kind of store. */
let earlier: { id: string; tables: Record<string, unknown[]> } | null = null

describeOnEachStore('a copy of a town', (open) => {
  const station = stations()
  const id = `copy-${randomBytes(4).toString('hex')}`
  const from = { folder, id, key }
  const header: CopyHeader = { id, madeAt, kind: 'manual', of: 'practice', version: '0.1.0', schema }
  let source: Awaited<ReturnType<typeof townAtRest>>
  let list: CopyContents

  async function townAtRest() {
    const store = await open()
    const town = await station(store)
    await town.practice.inbound([{ from: '+34700100001', name: 'Núria Prova', text: 'El contenidor és ple' }])
    await until(
      () => store.read.selectFrom('outbox').select('state').execute(),
      (rows) => rows.length > 0 && rows.every(({ state }) => state !== 'queued' && state !== 'sending'),
    )
    await town.stop()
    const blobs = openBlobFiles({ directory: join(folder, `${id}-media`), key: testKey })
    return { store, blobs, file: await blobs.put(randomBytes(40_000)), erasures: 'gone' }
  }

  beforeAll(async () => {
    source = await townAtRest()
    list = await makeCopy({ folder, key, ...source }, header)
  })

  it('holds it whole, and gives it back to a new store', async () => {
    expect(list.counts.messages).toBeGreaterThan(1)
    expect(await contentsOf(folder, id, key)).toEqual({ ...list, files: [source.file], erasures: 'gone' })
    expect(await copiesIn(folder)).toContainEqual(expect.objectContaining(header))

    const again = await open()
    expect(await loadCopy(from, again)).toEqual(list.counts)
    const tables = await everything(source.store)
    expect(await everything(again)).toEqual(tables)
    const search = { q: 'contenidor', limit: 10 }
    expect(await again.search.find(search)).toEqual(await source.store.search.find(search))
    await again.transaction((tx) => again.changes.note(tx, [{ kind: 'settings' }]))
    expect(await again.changes.latest()).toBeGreaterThan(await source.store.changes.latest())

    if (earlier) {
      const other = await open()
      await loadCopy({ ...from, id: earlier.id }, other)
      expect(await everything(other)).toEqual(earlier.tables)
    }
    earlier = { id, tables }
  })

  it('has its files, each written once for all copies, and puts them back under their names', async () => {
    const two = `${id}-two`
    await makeCopy({ folder, key, ...source }, { ...header, id: two, madeAt: header.madeAt + 1 })
    const empty = openBlobFiles({ directory: join(folder, `${id}-elsewhere`), key: randomBytes(32) })
    expect(await putFilesBack({ folder, key }, [source.file], empty)).toEqual([])
    expect(await empty.get(source.file)).toEqual(await source.blobs.get(source.file))

    await removeCopies(folder, key, [two], Date.now() + 1000)
    expect((await copiesIn(folder)).map((copy) => copy.id)).not.toContain(two)
    expect(await unreadableFiles(folder, key, [source.file])).toEqual([])
  })

  it('asks a person about what had not left yet', async () => {
    const waiting = `${id}-waiting`
    await source.store.transaction((tx) => tx.updateTable('outbox').set({ state: 'queued' }).execute())
    await makeCopy({ folder, key, ...source }, { ...header, id: waiting })
    const again = await open()
    await loadCopy({ ...from, id: waiting }, again)
    const rows = await again.read.selectFrom('outbox').select(['state', 'failure']).execute()
    expect(new Set(rows.map(({ state, failure }) => `${state} ${failure}`))).toEqual(new Set(['check unknown_outcome']))
  })

  it('is refused when a byte of it changed, it is cut off, or the key is another', async () => {
    const path = join(folder, `${id}.rows`)
    const whole = readFileSync(path)
    const flipped = Buffer.from(whole)
    flipped[whole.length - 1] = (flipped[whole.length - 1] ?? 0) ^ 1
    const target = await open()
    for (const bad of [flipped, whole.subarray(0, whole.length - 9), Buffer.alloc(0)]) {
      writeFileSync(path, bad)
      await expect(loadCopy(from, target)).rejects.toMatchObject({ code: 'STORE_DAMAGED' })
    }
    writeFileSync(path, whole)
    const other = { ...from, key: randomBytes(32) }
    await expect(loadCopy(other, target)).rejects.toMatchObject({ code: 'STORE_DAMAGED' })
    await expect(contentsOf(folder, id, other.key)).rejects.toMatchObject({ code: 'STORE_DAMAGED' })
  })

  it('that was given up leaves nothing behind', async () => {
    const before = readdirSync(folder)
    const gone = makeCopy(
      { folder, key, ...source, signal: AbortSignal.abort(new Error('enough')) },
      { ...header, id: `${id}-gone` },
    )
    await expect(gone).rejects.toThrow('enough')
    expect(readdirSync(folder)).toEqual(before)
  })
})
