import { expect, it, vi } from 'vitest'
import type { Change, Store } from '../../main/store/store.ts'
import { describeOnEachStore } from '../support/stores.ts'

const note = (store: Store, ...changes: Change[]) => store.transaction((tx) => store.changes.note(tx, changes))

/** Counts the calls of a watcher until the spec ends it. */
function watch(store: Store) {
  let calls = 0
  const stop = store.changes.watch(() => {
    calls += 1
  })
  return { calls: () => calls, stop }
}

describeOnEachStore('change feed', (open) => {
  it('gives changes back in order, with what they are about', async () => {
    const store = await open()
    expect(await store.changes.latest()).toBe(0)
    expect(await store.changes.after(0, 10)).toEqual([])
    await note(store, { kind: 'message', conversationId: 'c', objectId: 'm', inbound: true }, { kind: 'line' })
    await note(store, { kind: 'conversation', conversationId: 'c' })
    const latest = await store.changes.latest()
    expect(await store.changes.after(0, 10)).toEqual([
      { seq: latest - 2, kind: 'message', conversationId: 'c', objectId: 'm', inbound: true },
      { seq: latest - 1, kind: 'line' },
      { seq: latest, kind: 'conversation', conversationId: 'c' },
    ])
    expect(await store.changes.after(latest, 10)).toEqual([])
    expect(await store.changes.after(0, 1)).toHaveLength(1)
  })

  it('notes nothing of a transaction that throws', async () => {
    const store = await open()
    const failing = store.transaction(async (tx) => {
      await store.changes.note(tx, [{ kind: 'line' }])
      throw new Error('on purpose')
    })
    await expect(failing).rejects.toThrow('on purpose')
    expect(await store.changes.latest()).toBe(0)
  })

  it('wakes watchers after a commit, and finds them the change', async () => {
    const store = await open()
    const woken = new Promise<number>((resolve) => {
      const stop = store.changes.watch(() => {
        void store.changes.latest().then((latest) => {
          if (latest === 0) return
          stop()
          resolve(latest)
        })
      })
    })
    await note(store, { kind: 'settings' })
    expect(await woken).toBe(1)
  })

  it('leaves watchers alone for a commit that noted nothing, and once they stopped', async () => {
    const store = await open()
    const watched = watch(store)
    await note(store, { kind: 'line' })
    await vi.waitFor(() => expect(watched.calls()).toBeGreaterThan(0))
    watched.stop()
    const before = watched.calls()
    const silent = watch(store)
    await vi.waitFor(() => expect(store.dialect === 'sqlite' || silent.calls() > 0).toBe(true))
    const afterStart = silent.calls()
    await store.transaction((tx) => tx.deleteFrom('settings').execute())
    await note(store, { kind: 'line' })
    await vi.waitFor(() => expect(silent.calls()).toBeGreaterThan(afterStart))
    expect(silent.calls()).toBe(afterStart + 1)
    expect(watched.calls()).toBe(before)
    silent.stop()
  })

  it('wakes the watchers of another station', async () => {
    const store = await open()
    const other = await open({ sharing: store })
    const watched = watch(other)
    await note(store, { kind: 'operators' })
    await vi.waitFor(async () => {
      expect(watched.calls()).toBeGreaterThan(0)
      expect(await other.changes.after(0, 10)).toEqual([{ seq: 1, kind: 'operators' }])
    })
    watched.stop()
  })

  it('numbers the changes of two stations in the order of their commits', async () => {
    const store = await open()
    const other = await open({ sharing: store })
    const committed: string[] = []
    await Promise.all(
      Array.from({ length: 30 }, async (_, n) => {
        const objectId = `o${n}`
        await note(n % 3 === 0 ? other : store, { kind: 'message', objectId })
        committed.push(objectId)
      }),
    )
    const seen = await store.changes.after(0, 100)
    expect(new Set(seen?.map(({ objectId }) => objectId))).toEqual(new Set(committed))
    expect(seen?.map(({ seq }) => seq)).toEqual([...(seen ?? [])].map(({ seq }) => seq).sort((a, b) => a - b))
  })

  it('never shows a later change before an earlier one', async () => {
    const store = await open()
    const other = await open({ sharing: store })
    let seen = 0
    const reading = (async () => {
      const got: number[] = []
      while (got.length < 60) {
        const batch = (await store.changes.after(seen, 100)) ?? []
        got.push(...batch.map(({ seq }) => seq))
        seen = batch.at(-1)?.seq ?? seen
        await new Promise((resolve) => setImmediate(resolve))
      }
      return got
    })()
    await Promise.all(Array.from({ length: 60 }, (_, n) => note(n % 2 ? other : store, { kind: 'line' })))
    expect(new Set(await reading).size).toBe(60)
  })

  it('says when it no longer reaches back to where a console was', async () => {
    const store = await open({ keepChanges: 10 })
    for (let n = 0; n < 40; n += 1) await note(store, { kind: 'line' })
    const latest = await store.changes.latest()
    expect(latest).toBe(40)
    expect(await store.changes.after(0, 100)).toBeNull()
    expect(await store.changes.after(latest - 10, 100)).toHaveLength(10)
  })

  it('says so too when a console remembers more than the feed holds', async () => {
    const store = await open()
    await note(store, { kind: 'line' })
    expect(await store.changes.after(7, 10)).toBeNull()
  })
})
