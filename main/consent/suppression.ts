import { createHmac } from 'node:crypto'
import type { Reader, Writer } from '../store/store.ts'
import { dropSuppression, identifiersOf, putSuppression, suppressionOf } from './queries.ts'

export type Identifier = { readonly kind: string; readonly value: string }

/**
 * Who left, as keyed hashes of the identifiers: they outlive the person's data, so that nobody comes back by an import,
 * and without the town's secret nobody can tell whose they are.
 */
export function suppression(secret: Buffer) {
  const hashOf = ({ kind, value }: Identifier): string =>
    createHmac('sha256', secret).update(`${kind}:${value}`).digest('hex')

  const knows = async (db: Reader | Writer, identifier: Identifier): Promise<boolean> =>
    (await suppressionOf(db, { hash: hashOf(identifier) })).length > 0

  const knowsAny = async (db: Reader | Writer, identifiers: readonly Identifier[]): Promise<boolean> => {
    for (const identifier of identifiers) if (await knows(db, identifier)) return true
    return false
  }

  return {
    /** Whether whoever has this identifier left. */
    knows,
    knowsAny,

    /** Whether an identifier of this citizen left, under this record or an earlier one. */
    async appliesTo(db: Reader | Writer, citizenId: string): Promise<boolean> {
      return knowsAny(db, await identifiersOf(db, { citizenId }))
    },

    async put(tx: Writer, citizenId: string, at: number): Promise<void> {
      for (const identifier of await identifiersOf(tx, { citizenId }))
        await putSuppression(tx, { hash: hashOf(identifier), kind: identifier.kind, at })
    },

    /** They wrote that they want to be here again. */
    async lift(tx: Writer, citizenId: string): Promise<void> {
      for (const identifier of await identifiersOf(tx, { citizenId }))
        await dropSuppression(tx, { hash: hashOf(identifier) })
    },
  }
}

export type Suppression = ReturnType<typeof suppression>
