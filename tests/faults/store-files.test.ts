import { execFile, execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { migrations } from '../../main/store/migrations/all.ts'
import type { Migration } from '../../main/store/migrations/migration.ts'
import { networkFileSystem } from '../../main/store/network-share.ts'
import { openSqliteStore, type SqliteOptions } from '../../main/store/sqlite.ts'
import { type Store, StoreError } from '../../main/store/store.ts'
import { systemClock } from '../support/clock.ts'
import { addConversation, lineRow, messageRow } from '../support/rows.ts'
import { testKey } from '../support/stores.ts'

const root = userInfo().uid === 0
const nobody = '65534'
const future: Migration = { number: 900_000, name: 'future', up: ({ run }) => run('create table future (id text)') }

let folder: string
let path: string
let opened: Store[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ventanilla-faults-'))
  path = join(folder, 'store.db')
  opened = []
})

afterEach(async () => {
  for (const store of opened) await store.close()
  rmSync(folder, { recursive: true, force: true })
})

async function open(options: Partial<SqliteOptions> = {}): Promise<Store> {
  const store = await openSqliteStore({ path, key: testKey, clock: systemClock(), ...options })
  opened.push(store)
  return store
}

async function add(store: Store, key: string, size = 10): Promise<void> {
  const setting = { key, value_json: 'x'.repeat(size), updated_at: 1 }
  await store.transaction((tx) => tx.insertInto('settings').values(setting).execute())
}

const count = async ({ read }: Store) => (await read.selectFrom('settings').select('key').execute()).length

/** A store of about 2 MB, closed. */
async function fill(): Promise<void> {
  const store = await open()
  for (let n = 0; n < 100; n += 1) await add(store, `row-${n}`, 20_000)
  await store.close()
}

const digest = () => createHash('sha256').update(readFileSync(path)).digest('hex')

/** Opens, and answers the failure: a `StoreError`, with the file as it was. */
async function failureOf(options: Partial<SqliteOptions> = {}): Promise<StoreError> {
  const before = digest()
  const failure = await open(options).then(
    () => undefined,
    (error: unknown) => error,
  )
  expect(failure).toBeInstanceOf(StoreError)
  expect(digest()).toBe(before)
  if (failure instanceof StoreError) return failure
  throw new Error('It opened')
}

describe('a store file', () => {
  it('shows nothing of what is in it, nor does its log or its backup', async () => {
    const store = await open()
    await store.transaction(async (tx) => {
      await tx.insertInto('lines').values(lineRow()).execute()
      await addConversation(tx)
      const message = messageRow({ id: 'm', text: 'palabras muy visibles' })
      const { seq } = await tx.insertInto('messages').values(message).returning('seq').executeTakeFirstOrThrow()
      await store.search.put(tx, seq, 'palabras muy visibles')
    })
    await (await open({ migrations: [...migrations, future] })).close()
    const files = readdirSync(folder)
    expect(files).toEqual(expect.arrayContaining(['store.db', 'store.db-wal', 'store.db.before-900000']))
    for (const file of files)
      expect(readFileSync(join(folder, file)).toString('latin1')).not.toMatch(/visible|palabras|SQLite/)
  })

  it('is not opened with another key', async () => {
    await fill()
    const { code } = await failureOf({ key: Buffer.alloc(32, 1) })
    expect(code).toBe('STORE_WRONG_KEY')
    expect(await count(await open())).toBe(100)
  })

  it.each([
    ['is text', () => writeFileSync(path, 'not a store at all')],
    ['is full of zeros', () => writeFileSync(path, Buffer.alloc(64 * 1024))],
    ['is a database of another program', () => writeFileSync(path, plainDatabase())],
    ['lost its end', () => truncateSync(path, 4096 * 50)],
    ['lost its end in the middle of a page', () => truncateSync(path, 4096 * 50 + 100)],
    ['was overwritten after its first bytes', () => overwrite(16, 4_000)],
  ])('that %s is called damaged', async (_, damage) => {
    await fill()
    damage()
    expect((await failureOf()).code).toBe('STORE_DAMAGED')
  })

  it('damaged in its middle opens, and says so when that part is read', async () => {
    await fill()
    // The tables' first pages come before; here the rows lie.
    overwrite(4096 * 300, 4096 * 400)
    const before = digest()
    const store = await open()
    await expect(store.read.selectFrom('settings').selectAll().execute()).rejects.toMatchObject({
      code: 'STORE_DAMAGED',
    })
    await store.close()
    expect(digest()).toBe(before)
  })

  it('of a newer version is refused', async () => {
    await (await open({ migrations: [...migrations, future] })).close()
    expect((await failureOf()).code).toBe('STORE_NEWER')
  })

  it('is copied, with the same key, before it is migrated', async () => {
    await fill()
    await (await open({ migrations: [...migrations, future] })).close()
    const copy = await openSqliteStore({ path: `${path}.before-900000`, key: testKey, clock: systemClock() })
    opened.push(copy)
    expect(await count(copy)).toBe(100)
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([])
  })

  it('on a network share is refused before anything is made', async () => {
    const nfs = [
      { point: '/', type: 'ext4' },
      { point: folder, type: 'nfs4' },
    ]
    const networkShareCheck = async (file: string) => {
      const kind = networkFileSystem(file, nfs)
      if (kind) throw new StoreError('STORE_NETWORK_SHARE', kind)
    }
    await expect(open({ networkShareCheck })).rejects.toMatchObject({ code: 'STORE_NETWORK_SHARE', message: 'nfs4' })
    expect(readdirSync(folder)).toEqual([])
  })

  it('kept busy by another program fails a write after a while and not the program', async () => {
    const store = await open()
    const other = await open()
    const release = Promise.withResolvers<void>()
    const holding = other.transaction(() => release.promise)
    await expect(add(store, 'waits')).rejects.toMatchObject({ code: 'STORE_IN_USE' })
    release.resolve()
    await holding
    await add(store, 'goes on')
    expect(await count(store)).toBe(1)
  })
})

describe('a full disk', () => {
  it('fails the write with its code and keeps what was saved', async () => {
    await fill()
    const limit = 'trap "" XFSZ; ulimit -f 8000; exec "$0" "$@"'
    const result = await child('sh', ['-c', limit, process.execPath], ['1000'], join(folder, 'limited.db'))
    expect(result).toMatchObject({ code: 'STORE_DISK_FULL' })
    expect(result.written).toBeGreaterThan(10)
    expect(result.readable).toBe(result.written)
    expect(await count(await open({ path: join(folder, 'limited.db') }))).toBe(result.written)
  })

  it.runIf(root && process.platform === 'linux')('goes on when there is space again', async () => {
    const disk = join(folder, 'disk')
    mkdirSync(disk)
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'none', disk])
    try {
      const store = await open({ path: join(disk, 'store.db') })
      await add(store, 'first')
      writeFileSync(join(disk, 'filler'), Buffer.alloc(1_500_000))
      await expect(addMany(store, 200)).rejects.toMatchObject({ code: 'STORE_DISK_FULL' })
      const kept = await count(store)
      rmSync(join(disk, 'filler'))
      await add(store, 'after', 20_000)
      expect(await count(store)).toBe(kept + 1)
      await store.close()
      expect(() => writeFileSync(join(disk, 'filler'), Buffer.alloc(3_000_000))).toThrow('ENOSPC')
      await expect(open({ path: join(disk, 'store.db') })).rejects.toMatchObject({ code: 'STORE_DISK_FULL' })
      rmSync(join(disk, 'filler'))
      expect(await count(await open({ path: join(disk, 'store.db') }))).toBe(kept + 1)
      await Promise.all(opened.map((each) => each.close()))
    } finally {
      execFileSync('umount', [disk])
    }
  })
})

describe('a folder that cannot be written', () => {
  it('refuses to open the store in it', async () => {
    await fill()
    const before = digest()
    chmodSync(folder, 0o555)
    chmodSync(path, 0o444)
    const result = await child(process.execPath, [], ['1', ...(root ? [nobody] : [])])
    expect(result).toEqual({ written: 0, code: 'STORE_READ_ONLY', readable: null })
    expect(digest()).toBe(before)
    chmodSync(folder, 0o755)
  })

  it('refuses to make a store in it', async () => {
    chmodSync(folder, 0o555)
    const result = await child(process.execPath, [], ['1', ...(root ? [nobody] : [])])
    expect(result).toEqual({ written: 0, code: 'STORE_READ_ONLY', readable: null })
    expect(readdirSync(folder)).toEqual([])
    chmodSync(folder, 0o755)
  })
})

async function addMany(store: Store, rows: number): Promise<void> {
  for (let n = 0; n < rows; n += 1) await add(store, `many-${n}`, 20_000)
}

type Outcome = { written: number; code: string | null; readable: number | null }

async function child(program: string, first: string[], last: string[], file = path): Promise<Outcome> {
  const script = join(import.meta.dirname, '../support/store-child.ts')
  const { stdout } = await promisify(execFile)(program, [...first, script, file, testKey.toString('hex'), ...last])
  return JSON.parse(stdout)
}

function overwrite(from: number, to: number): void {
  const bytes = readFileSync(path)
  writeFileSync(path, bytes.fill(0x55, from, to))
}

/** The beginning of any SQLite file that is not encrypted. */
function plainDatabase(): Buffer {
  const bytes = Buffer.alloc(8_192)
  bytes.write('SQLite format 3\0')
  return bytes
}
