import { expect, it } from 'vitest'
import { isConflict } from '../../main/store/conflict.ts'
import type { Store } from '../../main/store/store.ts'
import { addConversation, lineRow, messageRow } from '../support/rows.ts'
import { describeOnEachStore } from '../support/stores.ts'

const at = Date.UTC(2026, 0, 1)

function addSetting(store: Store, key: string, value = '1') {
  return store.transaction((tx) =>
    tx.insertInto('settings').values({ key, value_json: value, updated_at: at }).execute(),
  )
}

async function keys({ read }: Pick<Store, 'read'>): Promise<string[]> {
  const rows = await read.selectFrom('settings').select('key').orderBy('key').execute()
  return rows.map(({ key }) => key)
}

/** Reads a number, lets others run, and writes the next. */
function increment(store: Store) {
  return store.transaction(async (tx) => {
    const { value_json } = await tx.selectFrom('settings').select('value_json').executeTakeFirstOrThrow()
    await new Promise((resolve) => setImmediate(resolve))
    await tx
      .updateTable('settings')
      .set({ value_json: String(Number(value_json) + 1) })
      .execute()
  })
}

describeOnEachStore('store', (open) => {
  it('keeps what a transaction wrote, and gives times back as numbers', async () => {
    const store = await open()
    await addSetting(store, 'a')
    const rows = await store.read.selectFrom('settings').selectAll().execute()
    expect(rows).toEqual([{ key: 'a', value_json: '1', updated_at: at }])
  })

  it('counts and adds up in numbers', async () => {
    const store = await open()
    await addSetting(store, 'a')
    await addSetting(store, 'b')
    const { count, sum } = await store.read
      .selectFrom('settings')
      .select((e) => [e.fn.countAll<number>().as('count'), e.fn.sum<number>('updated_at').as('sum')])
      .executeTakeFirstOrThrow()
    expect({ count, sum }).toEqual({ count: 2, sum: 2 * at })
  })

  it('keeps nothing of a transaction that throws, and goes on', async () => {
    const store = await open()
    const failing = store.transaction(async (tx) => {
      await tx.insertInto('settings').values({ key: 'lost', value_json: '1', updated_at: at }).execute()
      throw new Error('on purpose')
    })
    await expect(failing).rejects.toThrow('on purpose')
    await addSetting(store, 'kept')
    expect(await keys(store)).toEqual(['kept'])
  })

  it('keeps nothing of a transaction with a refused statement', async () => {
    const store = await open()
    await addSetting(store, 'a')
    const failing = store.transaction(async (tx) => {
      await tx.insertInto('settings').values({ key: 'b', value_json: '1', updated_at: at }).execute()
      await tx.insertInto('settings').values({ key: 'a', value_json: '1', updated_at: at }).execute()
    })
    expect(isConflict(await failing.catch((error: unknown) => error))).toBe(true)
    expect(await keys(store)).toEqual(['a'])
  })

  it('reads committed rows only, without waiting for the writer', async () => {
    const store = await open()
    await store.transaction(async (tx) => {
      await tx.insertInto('settings').values({ key: 'open', value_json: '1', updated_at: at }).execute()
      expect(await keys(store)).toEqual([])
      expect(await keys({ read: tx })).toEqual(['open'])
    })
    expect(await keys(store)).toEqual(['open'])
  })

  it('queues transactions in the order they were asked for', async () => {
    const store = await open()
    const order: number[] = []
    await Promise.all(
      [1, 2, 3].map((n) =>
        store.transaction(async (tx) => {
          order.push(n)
          await tx.selectFrom('settings').selectAll().execute()
          order.push(n)
        }),
      ),
    )
    expect(order).toEqual([1, 1, 2, 2, 3, 3])
  })

  it('lets two stations read and write the same row without losing a step', async () => {
    const store = await open()
    const other = await open({ sharing: store })
    await addSetting(store, 'counter', '0')
    await Promise.all(Array.from({ length: 40 }, (_, n) => increment(n % 2 === 0 ? store : other)))
    const { value_json } = await store.read.selectFrom('settings').select('value_json').executeTakeFirstOrThrow()
    expect(value_json).toBe('40')
  })

  it('refuses a transaction inside another instead of waiting for itself', async () => {
    const store = await open()
    const nested = store.transaction(() => addSetting(store, 'inner'))
    await expect(nested).rejects.toThrow('inside another')
    await addSetting(store, 'after')
    expect(await keys(store)).toEqual(['after'])
  })

  it('refuses a statement that comes after the end of its transaction', async () => {
    const store = await open()
    const tx = await store.transaction(async (inner) => inner)
    const late = tx.insertInto('settings').values({ key: 'late', value_json: '1', updated_at: at }).execute()
    await expect(late).rejects.toThrow('after the end')
    expect(await keys(store)).toEqual([])
  })

  it('finishes what was asked for before it closes, and takes no more', async () => {
    const store = await open()
    const second = await open({ sharing: store })
    const writing = addSetting(store, 'last')
    await store.close()
    await writing
    expect(await keys(second)).toEqual(['last'])
    await expect(addSetting(store, 'more')).rejects.toThrow('closed')
  })

  it('opens again with everything in it', async () => {
    const first = await open()
    await addSetting(first, 'a')
    await first.close()
    expect(await keys(await open({ sharing: first }))).toEqual(['a'])
  })

  it('stores a broken surrogate as the replacement character', async () => {
    const store = await open()
    await addSetting(store, 'a', 'x\ud83dy')
    const { value_json } = await store.read.selectFrom('settings').select('value_json').executeTakeFirstOrThrow()
    expect(value_json).toBe('x\ufffdy')
  })

  it('keeps a whole megabyte, marks, emoji and control characters as they are', async () => {
    const store = await open()
    const text = `\u202eabc\u0301\u0302👩‍👩‍👧\u0001'";--${'ñ'.repeat(500_000)}`
    await addSetting(store, 'a', text)
    const { value_json } = await store.read.selectFrom('settings').select('value_json').executeTakeFirstOrThrow()
    expect(value_json === text).toBe(true)
  })

  it('takes a channel message id once per line, and none as often as needed', async () => {
    const store = await open()
    await store.transaction(async (tx) => {
      await tx.insertInto('lines').values(lineRow()).execute()
      await addConversation(tx)
    })
    const add = (id: string, provider_id: string | null) =>
      store.transaction((tx) =>
        tx
          .insertInto('messages')
          .values(messageRow({ id, provider_id }))
          .onConflict((on) => on.columns(['line_id', 'provider_id']).doNothing())
          .returning('id')
          .execute(),
      )
    expect(await add('a', 'wa-1')).toEqual([{ id: 'a' }])
    expect(await add('b', 'wa-1')).toEqual([])
    expect(await add('c', null)).toEqual([{ id: 'c' }])
    expect(await add('d', null)).toEqual([{ id: 'd' }])
  })

  it('refuses a message of a conversation that does not exist', async () => {
    const store = await open()
    const orphan = store.transaction((tx) =>
      tx
        .insertInto('messages')
        .values(messageRow({ id: 'a' }))
        .execute(),
    )
    await expect(orphan).rejects.toThrow(/foreign key/i)
  })

  it('never gives a message number twice', async () => {
    const store = await open()
    const add = (id: string) =>
      store.transaction((tx) =>
        tx.insertInto('messages').values(messageRow({ id })).returning('seq').executeTakeFirstOrThrow(),
      )
    await store.transaction(async (tx) => {
      await tx.insertInto('lines').values(lineRow()).execute()
      await addConversation(tx)
    })
    const first = await add('a')
    await store.transaction((tx) => tx.deleteFrom('messages').execute())
    const second = await add('b')
    expect(second.seq).toBeGreaterThan(first.seq)
  })

  it('lets the audit trail only grow', async () => {
    const store = await open()
    await store.transaction((tx) =>
      tx
        .insertInto('audit')
        .values({
          at,
          actor_kind: 'system',
          actor_id: null,
          action: 'store.opened',
          object_kind: null,
          object_id: null,
          result: 'ok',
          detail: null,
        })
        .execute(),
    )
    const rewrite = store.transaction((tx) => tx.updateTable('audit').set({ result: 'failed' }).execute())
    const erase = store.transaction((tx) => tx.deleteFrom('audit').execute())
    await expect(rewrite).rejects.toThrow('only grows')
    await expect(erase).rejects.toThrow('only grows')
    expect(await store.read.selectFrom('audit').select('result').execute()).toEqual([{ result: 'ok' }])
  })
})
