import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { migrations, upTo } from '../../main/store/migrations/all.ts'
import type { Migration } from '../../main/store/migrations/migration.ts'
import type { Store } from '../../main/store/store.ts'
import { describeOnEachStore } from '../support/stores.ts'

const future: Migration = {
  number: 900_000,
  name: 'future',
  up: ({ run, int, strict }) => run(`create table future (id ${int} primary key) ${strict}`),
}

const broken: Migration = {
  number: 900_001,
  name: 'broken',
  async up({ run }) {
    await run('create table half_done (id text primary key)')
    await run('create table broken (')
  },
}

async function applied({ read }: Pick<Store, 'read'>): Promise<number[]> {
  const query = sql<{ number: number }>`select number from migrations order by number`
  const { rows } = await read.executeQuery(query.compile({ getExecutor: () => read.getExecutor() }))
  return rows.map(({ number }) => number)
}

const addSetting = (store: Store, key: string) =>
  store.transaction((tx) => tx.insertInto('settings').values({ key, value_json: '1', updated_at: 1 }).execute())

const settings = async ({ read }: Store) =>
  (await read.selectFrom('settings').select('key').execute()).map(({ key }) => key)

it('numbers migrations upwards', () => {
  const numbers = migrations.map(({ number }) => number)
  expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b))
})

describeOnEachStore('migrations', (open) => {
  it.each(migrations.map(({ number }, index) => ({ number, index })))(
    'come up from version $number with what was in it',
    async ({ index }) => {
      const old = await open({ migrations: migrations.slice(0, index + 1) })
      await addSetting(old, 'kept')
      await old.close()
      const today = await open({ sharing: old, migrations })
      expect(await applied(today)).toEqual(migrations.map(({ number }) => number))
      expect(await settings(today)).toEqual(['kept'])
    },
  )

  it('run once, whoever opens the store', async () => {
    const first = await open({ migrations })
    const both = await Promise.all([open({ sharing: first, migrations }), open({ sharing: first, migrations })])
    expect(await applied(both[0])).toEqual(migrations.map(({ number }) => number))
  })

  it('run once when two stations make the store together', async () => {
    const empty = await open({ migrations: [] })
    const both = await Promise.all([open({ sharing: empty, migrations }), open({ sharing: empty, migrations })])
    expect(await applied(both[1])).toEqual(migrations.map(({ number }) => number))
  })

  it('refuse a store of a newer version and change nothing in it', async () => {
    const newer = await open({ migrations: [...migrations, future] })
    await addSetting(newer, 'kept')
    const older = open({ sharing: newer, migrations })
    await expect(older).rejects.toMatchObject({ code: 'STORE_NEWER', message: expect.stringContaining('900000') })
    expect(await applied(newer)).toEqual([...migrations, future].map(({ number }) => number))
    expect(await settings(newer)).toEqual(['kept'])
  })

  it('leave nothing behind when one of them fails', async () => {
    const before = await open({ migrations })
    await addSetting(before, 'kept')
    await before.close()
    await expect(open({ sharing: before, migrations: [...migrations, future, broken] })).rejects.toThrow(
      /syntax|incomplete/,
    )
    const after = await open({ sharing: before, migrations })
    expect(await applied(after)).toEqual(migrations.map(({ number }) => number))
    expect(await settings(after)).toEqual(['kept'])
    const again = await open({ sharing: before, migrations: [...migrations, future] })
    expect(await applied(again)).toContain(future.number)
  })
})

describeOnEachStore('one setting for four eyes', (open) => {
  const full = { secondFactor: 'off', passwordMonths: 12, fourEyes: true }
  const rules = { ownDomains: ['sede.ejemplo.es'] }

  const updated = async (before: Readonly<Record<string, unknown>>) => {
    const old = await open({ migrations: upTo(104) })
    await old.transaction(async (tx) => {
      for (const [key, value] of Object.entries(before))
        await tx
          .insertInto('settings')
          .values({ key, value_json: JSON.stringify(value), updated_at: 7 })
          .execute()
    })
    await old.close()
    const today = await open({ sharing: old, migrations })
    const rows = await today.read.selectFrom('settings').select(['key', 'value_json']).orderBy('key').execute()
    return Object.fromEntries(rows.map(({ key, value_json }) => [key, JSON.parse(value_json)]))
  }

  it('keeps a town that did without a second person as it was', async () => {
    expect(await updated({ broadcasts: { fourEyes: false, ...rules } })).toEqual({
      broadcasts: rules,
      security: { fourEyes: false },
    })
    expect(await updated({ broadcasts: { fourEyes: false, ...rules }, security: full })).toEqual({
      broadcasts: rules,
      security: { ...full, fourEyes: false },
    })
  })

  it('decides nothing for the others', async () => {
    expect(await updated({ broadcasts: { fourEyes: true, ...rules }, security: full })).toEqual({
      broadcasts: rules,
      security: full,
    })
  })
})
