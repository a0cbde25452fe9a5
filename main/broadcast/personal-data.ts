import type { Clock } from '../station/needs.ts'
import type { Reader, Store, Writer } from '../store/store.ts'
import { phonesOf } from './audience-queries.ts'
import { deliveriesTo, nobodysDeliveries } from './delivery-queries.ts'
import { readTestPhones, writeTestPhones } from './test-phones.ts'

const iso = (at: number) => new Date(at).toISOString()

/** Which broadcasts were meant for a citizen, and whether they are tried out on them. Counts stay, as nobody's. */
export function broadcastPersonalData({ store, clock }: { readonly store: Store; readonly clock: Clock }) {
  /** Of the test phones, those of a citizen and the others. */
  const testPhonesOf = async (db: Reader | Writer, citizenId: string) => {
    const theirs = new Set(await phonesOf(db, citizenId))
    const { own = [], others = [] } = Object.groupBy(await readTestPhones(db), ({ phone }) =>
      theirs.has(phone) ? 'own' : 'others',
    )
    return { own, others }
  }

  return {
    name: 'broadcasts',

    async collect(db: Reader | Writer, citizenId: string) {
      const json = (await deliveriesTo(db, citizenId)).map(({ purpose, state, released_at }) => ({
        purpose,
        state,
        at: released_at === null ? null : iso(released_at),
      }))
      const { own } = await testPhonesOf(db, citizenId)
      return { json: [...json, ...own.map(({ name, phone }) => ({ testPhone: phone, name }))], files: [] }
    },

    async erase(tx: Writer, citizenId: string) {
      const counted = (await deliveriesTo(tx, citizenId)).length
      await nobodysDeliveries(tx, citizenId)
      const { own, others } = await testPhonesOf(tx, citizenId)
      if (own.length > 0) await writeTestPhones(tx, others, clock.now())
      const removed = counted + own.length
      if (removed > 0) await store.changes.note(tx, [{ kind: 'broadcasts' }])
      return { removed, kept: counted > 0 ? [{ what: 'broadcast_counts', why: 'no_person' }] : [] }
    },
  }
}
