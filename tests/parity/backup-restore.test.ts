import { mkdtempSync, readdirSync, rmSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import pino from 'pino'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Operator } from '../../main/operators/actor.ts'
import { permissionsOf } from '../../main/operators/rules.ts'
import { type Host, openHost } from '../../main/station/host.ts'
import { keyFileVault } from '../../main/station/key-file-vault.ts'
import type { Station } from '../../main/station/station.ts'
import { systemClock } from '../support/clock.ts'
import { resources, until } from '../support/station.ts'
import { postgresDatabase } from '../support/stores.ts'

const boss: Operator = {
  id: 'boss',
  name: 'Rosa Prieto',
  role: 'administrator',
  permissions: permissionsOf('administrator'),
}

describe.each(['sqlite', 'postgres'] as const)('backups of an open town [%s]', (dialect) => {
  const directory = mkdtempSync(join(tmpdir(), 'ventanilla-backups-'))
  let database: Awaited<ReturnType<typeof postgresDatabase>> | null = null
  let host: Host

  const openedAt = (folder: string, databaseUrl?: string) =>
    openHost({
      dataDirectory: folder,
      resources,
      version: '1.2.3',
      stationId: 'test/0/0',
      vault: keyFileVault(folder),
      clock: systemClock(),
      newId: () => v7(),
      log: pino({ level: 'silent' }),
      practice: { seed: 1, speed: 'manual' },
      ...(databaseUrl && { databaseUrl }),
    })
  const opened = () => openedAt(directory, database?.url)

  const station = (): Station => {
    const open = host.station()
    if (!open) throw new Error('no town is open')
    return open
  }
  const idle = () =>
    until(
      () => station().backups.status(),
      ({ running }) => running === null,
    )
  const closed = (): Promise<void> => host.close()
  const townName = async () => (await station().town.get()).name
  const rename = async (name: string) => station().town.save(boss, { ...(await station().town.get()), name })

  beforeAll(async () => {
    if (dialect === 'postgres') database = await postgresDatabase()
    host = await opened()
    await host.startPractice()
  })
  afterAll(async () => {
    await closed()
    await database?.remove()
    rmSync(directory, { recursive: true, force: true })
  })

  it('are made on request and tried for real, with a dated record', async () => {
    await rename('Antes')
    expect((await station().backups.make(boss)).running).toMatchObject({ work: 'copying' })
    await expect(station().backups.make(boss)).rejects.toMatchObject({ code: 'BACKUP_RUNNING' })
    const { backups } = await idle()
    expect(backups).toMatchObject([{ kind: 'manual', version: '1.2.3', tested: null }])

    await station().backups.test(boss, backups[0]?.id ?? '')
    const [tested] = (await idle()).backups
    expect(tested?.tested).toMatchObject({ ok: true, unreadableFiles: 0, ledger: true })
    expect(tested?.tested?.rows).toBeGreaterThan(50)
    expect(readdirSync(join(directory, 'practice')).filter((name) => name.startsWith('restore-test'))).toEqual([])
  })

  it('bring the town back to their moment, sign everybody out and keep what was there', async () => {
    const entrance = await station().sessions.signIn({ ...(await host.practiceAccount()), desk: 'desk' })
    await rename('Después')
    const [copy] = (await station().backups.status()).backups
    await host.restore(boss, copy?.id ?? '', 'Se borró por error')
    expect(await townName()).toBe('Antes')
    expect(await station().sessions.authenticate(entrance.token, { touch: false })).toBeNull()
    const trail = await station().audit.list(boss, { limit: 10, action: 'backup.restore' })
    expect(trail.items).toMatchObject([{ result: 'ok', detail: 'Se borró por error', object: { id: copy?.id } }])
    expect(await kept()).toHaveLength(1)
  })

  it('change nothing when they are damaged, and say so when they are tried', async () => {
    await rename('Ahora')
    await station().backups.make(boss)
    const [copy] = (await idle()).backups
    truncateSync(join(directory, 'practice/copies', `${copy?.id}.rows`), 400)
    await expect(host.restore(boss, copy?.id ?? '', 'Una prueba')).rejects.toMatchObject({ code: 'STORE_DAMAGED' })
    expect(await townName()).toBe('Ahora')
    await station().backups.test(boss, copy?.id ?? '')
    const [tested] = (await idle()).backups
    expect(tested?.tested).toMatchObject({ ok: false })
    await expect(host.restore(boss, 'no-such', 'Una prueba')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('are made before the program changes the store', async () => {
    await closed()
    await forgetNewest()
    host = await opened()
    expect(await townName()).toBe('Ahora')
    expect((await station().backups.status()).backups[0]).toMatchObject({ kind: 'before_update', version: '1.2.3' })
  })

  it('bring a real town back on another computer with the code that was printed', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'ventanilla-elsewhere-'))
    const other = dialect === 'postgres' ? await postgresDatabase() : null
    const [one, two] = [await openedAt(join(elsewhere, 'one')), await openedAt(join(elsewhere, 'two'), other?.url)]
    try {
      const { town } = station()
      const administrator = { username: 'rosa', name: 'Rosa Prieto', password: 'un caballo verde canta' }
      const real = await one.createTown({ town: { ...(await town.get()), name: 'Robledal' }, administrator })
      await real.backups.make(boss)
      await until(
        () => real.backups.status(),
        ({ running }) => running === null,
      )
      const at = { folder: await real.backups.folder(), code: await real.backups.recoveryCode(boss) }

      await expect(two.backupsAt({ ...at, code: 'AAAA-BBBB' })).rejects.toMatchObject({ code: 'BACKUP_CODE' })
      const [copy] = await two.backupsAt(at)
      await two.restoreHere({ ...at, id: copy?.id ?? '' })
      expect(await two.status()).toMatchObject({ stage: 'town', townName: 'Robledal' })
      const { password, username } = administrator
      expect(await two.station()?.sessions.signIn({ username, password, desk: 'desk' })).toMatchObject({ me: {} })
      await expect(two.restoreHere({ ...at, id: copy?.id ?? '' })).rejects.toMatchObject({ code: 'ALREADY_SET_UP' })
    } finally {
      for (const opened of [one, two]) await (opened.close() as Promise<void>)
      await other?.remove()
      rmSync(elsewhere, { recursive: true, force: true })
    }
  })

  /** What a restore put away. */
  async function kept(): Promise<unknown[]> {
    if (!database) return readdirSync(join(directory, 'practice')).filter((name) => name.includes('.before-restore-'))
    return query(database.url, `select nspname from pg_namespace where nspname like 'before_restore_%'`)
  }

  /** The store as an older program would have left it: without the newest step, which made a table. */
  async function forgetNewest(): Promise<void> {
    const undo = 'drop table restore_tests; delete from migrations where number = 100'
    if (database) return void (await query(database.url, undo))
    const { connect } = await import('../../main/store/sqlite-connection.ts')
    const path = join(directory, 'practice/store.db')
    const { db } = connect(path, await keyFileVault(directory).masterKey(), { readonly: false })
    db.exec(undo)
    db.close()
  }
})

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}
