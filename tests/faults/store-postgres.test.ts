import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { userInfo } from 'node:os'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, inject, it, vi } from 'vitest'
import { openPostgresStore } from '../../main/store/postgres.ts'
import type { Store } from '../../main/store/store.ts'
import { systemClock } from '../support/clock.ts'
import { postgresDatabase } from '../support/stores.ts'

let database: Awaited<ReturnType<typeof postgresDatabase>>
let opened: Store[]

beforeEach(async () => {
  database = await postgresDatabase()
  opened = []
})

afterEach(async () => {
  for (const store of opened) await store.close()
  await database.remove()
})

async function open(change: (url: URL) => void = () => undefined): Promise<Store> {
  const url = new URL(database.url)
  change(url)
  const store = await openPostgresStore({ url: url.href, clock: systemClock() })
  opened.push(store)
  return store
}

async function asSuperuser(sql: string): Promise<void> {
  const client = new pg.Client(database.url)
  await client.connect()
  await client.query(sql).finally(() => client.end())
}

/** Cuts every other connection to this database, as a restart of the server does. */
const cutConnections = () =>
  asSuperuser(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  )

const add = (store: Store, key: string, value = '1') =>
  store.transaction(async (tx) => {
    await tx.insertInto('settings').values({ key, value_json: value, updated_at: 1 }).execute()
    await store.changes.note(tx, [{ kind: 'settings' }])
  })

const count = async ({ read }: Store) => (await read.selectFrom('settings').select('key').execute()).length

describe('PostgreSQL', () => {
  it.each([
    ['nobody listens', (url: URL) => url.host.replace(/\d+$/, '1') && Object.assign(url, { port: '1' })],
    ['the password is wrong', (url: URL) => Object.assign(url, { password: 'another' })],
    ['the database does not exist', (url: URL) => Object.assign(url, { pathname: '/nowhere' })],
  ])('is called unreachable when %s', async (_, change) => {
    await expect(open(change)).rejects.toMatchObject({ code: 'STORE_UNREACHABLE' })
  })

  it('that lets a user only read is called read-only', async () => {
    const role = `reader_${process.pid}`
    await asSuperuser(`create role ${role} login password 'reader'`)
    try {
      const asReader = (url: URL) => Object.assign(url, { username: role, password: 'reader' })
      await expect(open(asReader)).rejects.toMatchObject({ code: 'STORE_READ_ONLY' })
    } finally {
      await asSuperuser(`drop role ${role}`)
    }
  })

  it('that is a read-only copy is called read-only', async () => {
    await (await open()).close()
    const store = await open((url) => url.searchParams.set('options', '-c default_transaction_read_only=on'))
    await expect(add(store, 'a')).rejects.toMatchObject({ code: 'STORE_READ_ONLY' })
  })

  it('kept busy by another station fails a write and not the program', async () => {
    const holder = await open()
    const store = await open((url) => url.searchParams.set('lock_timeout', '200'))
    const held = Promise.withResolvers<void>()
    const release = Promise.withResolvers<void>()
    const holding = holder.transaction(() => {
      held.resolve()
      return release.promise
    })
    await held.promise
    await expect(add(store, 'waits')).rejects.toMatchObject({ code: 'STORE_IN_USE' })
    release.resolve()
    await holding
    await add(store, 'goes on')
    expect(await count(store)).toBe(1)
  })

  it('that cuts its connections in a transaction loses that transaction and nothing else', async () => {
    const store = await open()
    await add(store, 'before')
    const cut = store.transaction(async (tx) => {
      await tx.insertInto('settings').values({ key: 'lost', value_json: '1', updated_at: 1 }).execute()
      await cutConnections()
      await tx.selectFrom('settings').selectAll().execute()
    })
    await expect(cut).rejects.toMatchObject({ code: 'STORE_UNREACHABLE' })
    await add(store, 'after')
    expect(await count(store)).toBe(2)
  })

  it('that cuts its connections is listened to again', async () => {
    const store = await open()
    let calls = 0
    const stop = store.changes.watch(() => {
      calls += 1
    })
    await vi.waitFor(() => expect(calls).toBe(1))
    await cutConnections()
    await vi.waitFor(() => expect(calls).toBe(2), { timeout: 10_000 })
    await add(store, 'a')
    await vi.waitFor(() => expect(calls).toBe(3))
    stop()
  })

  it.runIf(process.platform === 'linux' && userInfo().uid === 0)(
    'with a full disk says so and keeps what it had',
    async () => {
      const disk = mkdtempSync('/tmp/ventanilla-pgdisk-')
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'none', disk])
      execFileSync('chown', ['postgres', disk])
      const space = `small_${process.pid}`
      try {
        await asSuperuser(`create tablespace ${space} location '${disk}'`)
        const store = await open()
        await asSuperuser(`alter table settings set tablespace ${space}`)
        await asSuperuser('alter table settings alter column value_json set storage plain')
        await add(store, 'before')
        const filling = (async () => {
          for (let n = 0; n < 2_000; n += 1) await add(store, `row-${n}`, 'x'.repeat(6_000))
        })()
        await expect(filling).rejects.toMatchObject({ code: 'STORE_DISK_FULL' })
        expect(await count(store)).toBeGreaterThan(100)
        await store.close()
        await database.remove()
        database = await postgresDatabase()
        await asSuperuser(`drop tablespace ${space}`)
      } finally {
        execFileSync('umount', [disk])
        rmSync(disk, { recursive: true })
      }
    },
  )

  it('goes on when a newer station adds a column to a table in use', async () => {
    const store = await open()
    await add(store, 'before')
    expect(await store.changes.after(0, 10)).toHaveLength(1)
    await asSuperuser('alter table changes add column later text; alter table settings add column later text')
    await add(store, 'after')
    expect(await store.changes.after(0, 10)).toHaveLength(2)
  })
})

it('the server of this run is there', () => {
  expect(inject('postgresUrl')).toMatch(/^postgres:/)
})
