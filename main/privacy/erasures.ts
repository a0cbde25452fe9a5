import { systemActor } from '../operators/actor.ts'
import type { Reader, Writer } from '../store/store.ts'
import {
  allBlocked,
  allErasures,
  type BlockedRow,
  blockedOf,
  carryIn,
  deleteBlocked,
  type ErasureRow,
  noteForgotten,
} from './blocked-queries.ts'
import { citizenIdentity, eraseEverywhere, hashWith, secretName } from './erasing.ts'
import type { PrivacyNeeds } from './needs.ts'

/** What a restore has to bring from the store it replaces into the older copy. */
export type Carried = {
  /** Base64: the key of the hashes. */
  readonly secret: string
  readonly erasures: readonly ErasureRow[]
  readonly blocked: readonly BlockedRow[]
}

/** Erasures outlive a restore: an older copy knows the person again, and loses them again before anybody reads it. */
export function erasures(needs: PrivacyNeeds) {
  const { store, clock, townSecret, people, consents, audit } = needs

  const isErased = async (db: Reader | Writer, secret: Buffer, citizenId: string, erasure: ErasureRow) => {
    const hashes = new Set<string>(JSON.parse(erasure.hashes_json))
    if (hashes.has(hashWith(secret, citizenIdentity(citizenId)))) return true
    const identities = await people.identitiesOf(db, citizenId)
    return identities.some((identity) => hashes.has(hashWith(secret, identity)))
  }

  /** Whoever was known before an erasure and is meant by it; who wrote again afterwards is somebody new. */
  const broughtBack = async (tx: Writer, secret: Buffer, all: readonly ErasureRow[]) => {
    const found = new Map<string, ErasureRow>()
    for (const erasure of all) {
      for await (const citizenId of people.knownBefore(tx, erasure.at)) {
        if (await isErased(tx, secret, citizenId, erasure)) found.set(citizenId, erasure)
      }
    }
    return found
  }

  /** A record that was destroyed since the copy was made. */
  const destroyAgain = async (tx: Writer, { request_id, destroyed_at }: ErasureRow) => {
    const record = destroyed_at === null ? undefined : await blockedOf(tx, request_id)
    if (!record) return
    await consents.destroyed(tx, record.citizen_id)
    await noteForgotten(tx, JSON.parse(record.blobs_json), clock.now())
    await deleteBlocked(tx, record.id)
  }

  return {
    /** From the store as it is, for the copy that is to take its place. */
    carried: (): Promise<Carried> =>
      store.transaction(async (tx) => ({
        secret: (await townSecret(tx, secretName)).toString('base64'),
        erasures: await allErasures(tx),
        blocked: await allBlocked(tx),
      })),

    /** In the restored store, before anybody reads it. Returns how many people were erased again. */
    async reapply(tx: Writer, carried?: Carried): Promise<number> {
      if (carried) await carryIn(tx, carried.erasures, carried.blocked)
      const secret = carried ? Buffer.from(carried.secret, 'base64') : await townSecret(tx, secretName)
      const all = await allErasures(tx)
      for (const erasure of all) await destroyAgain(tx, erasure)
      const back = await broughtBack(tx, secret, all)
      for (const [citizenId, { destroyed_at }] of back) {
        await eraseEverywhere(needs, tx, citizenId)
        if (destroyed_at !== null) await consents.destroyed(tx, citizenId)
        const object = { kind: 'citizen', id: citizenId }
        await audit.record(tx, { actor: systemActor, action: 'rights.erased_again', object, result: 'ok' })
      }
      return back.size
    },
  }
}
