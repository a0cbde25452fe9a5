import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CompiledQuery } from 'kysely'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { keepingOf, keysOf } from '../../main/station/keeping.ts'
import type { Store } from '../../main/store/store.ts'
import { manualClock } from '../support/clock.ts'
import { describeOnEachStore } from '../support/stores.ts'

const photo = Buffer.from('Unos bytes que nadie debe leer en la base de datos')
const clock = manualClock(1_000)
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ventanilla-computers-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const keysAt = (store: Store) => keysOf(store, randomBytes(32))
const keepingAt = (store: Store, name: string) =>
  keepingOf(store, { directory: join(folder, name), machine: randomBytes(32), clock })

describeOnEachStore('the keys of a town', (open) => {
  it('open second factors and blocked records on every computer, and none signs for another', async () => {
    const store = await open()
    const [one, two] = [await keysAt(store), await keysAt(await open({ sharing: store }))]
    for (const use of ['second-factor', 'blocked-records'] as const) expect(one(use)).toEqual(two(use))
    expect(one('ledger-signature')).not.toEqual(two('ledger-signature'))
    expect(one('second-factor')).not.toEqual(one('blocked-records'))
  })
})

describeOnEachStore('the files of a town', (open) => {
  it('are kept once, go when nobody wants them, and one that is gone is said to be', async () => {
    const { blobs } = await keepingAt(await open(), 'one')
    const before = Date.now()
    const name = await blobs.put(photo)
    const names = await Promise.all([
      blobs.put(photo),
      blobs.put(Buffer.alloc(0)),
      blobs.put(Buffer.alloc(3_000_000, 'v')),
    ])
    expect(names[0]).toBe(name)
    expect(await blobs.get(name)).toEqual(photo)
    expect(await blobs.get(names[1] ?? '')).toHaveLength(0)
    expect((await blobs.get(names[2] ?? '')).equals(Buffer.alloc(3_000_000, 'v'))).toBe(true)
    const listed: string[] = []
    for await (const each of blobs.names()) listed.push(each)
    expect(listed.sort()).toEqual(names.toSorted())
    await blobs.remove(name, 0)
    expect(await blobs.has(name)).toBe(true)
    await blobs.remove(name, before + 3_600_000)
    expect(await blobs.has(name)).toBe(false)
    await expect(blobs.get(name)).rejects.toMatchObject({ code: 'ENOENT' })
    await blobs.putBack(name, photo)
    expect(await blobs.get(name)).toEqual(photo)
  })
})

describeOnEachStore('the files of a town with two computers', (open) => {
  it('open on both where the database has them, and copies open with one code', async () => {
    const store = await open()
    const one = await keepingAt(store, 'one')
    const two = await keepingAt(await open({ sharing: store }), 'two')
    const name = await one.blobs.put(photo)
    if (store.dialect === 'sqlite') {
      await expect(two.blobs.get(name)).rejects.toMatchObject({ code: 'ENOENT' })
      return
    }
    expect(await two.blobs.get(name)).toEqual(photo)
    expect(await two.blobs.put(photo)).toBe(name)
    expect(two.copyKey).toEqual(one.copyKey)
    const ask = (text: string) =>
      store.transaction((tx) => tx.executeQuery<{ sealed: Buffer }>(CompiledQuery.raw(text)))
    const { rows } = await ask('select sealed from blobs')
    expect(rows.map(({ sealed }) => sealed.includes(photo.subarray(0, 8)))).toEqual([false])
    await ask('update blobs set sealed = substr(sealed, 1, 40)')
    await expect(two.blobs.get(name)).rejects.toMatchObject({ code: 'STORE_DAMAGED' })
  })
})
