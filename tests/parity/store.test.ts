import { expect, it } from 'vitest'
import type { Store } from '../../main/store/store.ts'
import { describeOnEachStore } from '../support/stores.ts'

function addSetting(store: Store, key: string) {
  return store.transaction((tx) =>
    tx
      .insertInto('settings')
      .values({ key, value_json: '1', updated_at: Date.UTC(2026, 0, 1) })
      .execute(),
  )
}

const keys = (store: Pick<Store, 'read'>) =>
  store.read
    .selectFrom('settings')
    .select('key')
    .orderBy('key')
    .execute()
    .then((rows) => rows.map(({ key }) => key))

describeOnEachStore('store', (open) => {
  it('keeps what a transaction wrote and gives times back as numbers', async () => {
    const store = await open()
    await addSetting(store, 'a')
    const rows = await store.read.selectFrom('settings').selectAll().execute()
    expect(rows).toEqual([{ key: 'a', value_json: '1', updated_at: Date.UTC(2026, 0, 1) }])
  })

  it('keeps nothing of a transaction that throws, and goes on', async () => {
    const store = await open()
    const failing = store.transaction(async (tx) => {
      await tx.insertInto('settings').values({ key: 'lost', value_json: '1', updated_at: 1 }).execute()
      throw new Error('on purpose')
    })
    await expect(failing).rejects.toThrow('on purpose')
    await addSetting(store, 'kept')
    expect(await keys(store)).toEqual(['kept'])
  })
})
