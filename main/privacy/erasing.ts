import { createHmac } from 'node:crypto'
import type { Writer } from '../store/store.ts'
import { noteForgotten } from './blocked-queries.ts'
import type { PrivacyNeeds } from './needs.ts'
import type { Erased, Kept } from './personal-data.ts'
import { putSetting } from './queries.ts'

/** What an erasure did, in names and numbers: it can be shown to anybody. */
export type ErasureReport = {
  readonly destroyAfter: number
  readonly files: number
  readonly removed: readonly { readonly part: string; readonly n: number }[]
  readonly kept: readonly Kept[]
}

type Needs = Pick<PrivacyNeeds, 'parts' | 'clock' | 'townSecret' | 'people'>

/** What stays outside this program, and is said on every certificate. */
const elsewhere: readonly Kept[] = [{ what: 'town_phone', why: 'by_hand' }]

/** Removes a person from every part of the town, in the caller's transaction; the files go after it. */
export async function eraseEverywhere(
  { parts, clock, people }: Pick<Needs, 'parts' | 'clock' | 'people'>,
  tx: Writer,
  citizenId: string,
): Promise<Pick<ErasureReport, 'removed' | 'kept'>> {
  const removed: { part: string; n: number }[] = []
  const kept: Kept[] = []
  const blobs: string[] = []
  const records = [...(await people.mergedInto(tx, citizenId)), citizenId]
  for (const part of parts) {
    const erased: Erased[] = []
    for (const id of records) erased.push(await part.erase(tx, id))
    const n = erased.reduce((sum, each) => sum + each.removed, 0)
    if (n > 0) removed.push({ part: part.name, n })
    kept.push(...(erased.at(-1)?.kept ?? []))
    blobs.push(...erased.flatMap((each) => each.blobs ?? []))
  }
  const now = clock.now()
  await noteForgotten(tx, blobs, now)
  await putSetting(tx, 'privacy.scrub', { due: true }, now)
  return { removed, kept: [...kept, ...elsewhere] }
}

export const secretName = 'erasures'

/** A person, as they are known again in an older copy: nobody without the secret can tell who it is. */
const hashOf = (secret: Buffer, identity: string): string => createHmac('sha256', secret).update(identity).digest('hex')

export const citizenIdentity = (citizenId: string): string => `citizen:${citizenId}`

/** The hash of the citizen's id first, then those of their identifiers. */
export async function hashesOf({ townSecret, people }: Needs, tx: Writer, citizenId: string): Promise<string[]> {
  const secret = await townSecret(tx, secretName)
  const identities = [citizenIdentity(citizenId), ...(await people.identitiesOf(tx, citizenId))]
  return identities.map((identity) => hashOf(secret, identity))
}

export async function hashIn({ townSecret }: Needs, tx: Writer, identity: string): Promise<string> {
  return hashOf(await townSecret(tx, secretName), identity)
}

export const hashWith = hashOf
