import type { Language } from '../../contract/common.ts'
import type { CitizenConsents, ConsentState } from '../../contract/consents.ts'
import type { Failure } from '../../contract/inbox.ts'
import { Problem } from '../../contract/problems.ts'
import type { Reader, Writer } from '../store/store.ts'
import type { OfferedPurpose } from './desk.ts'
import type { ConsentNeeds } from './needs.ts'
import { allPurposes, type PurposeRow } from './purpose-queries.ts'
import { wordsOf } from './purposes.ts'
import {
  type ConsentRow,
  citizenExists,
  consentsOf,
  declaredYounger,
  type RequestRow,
  refusedSends,
  requestOf,
} from './queries.ts'
import { requestFrom } from './records.ts'
import { hasExpired, standingOf } from './rules.ts'
import type { ConsentSettingsKeeper } from './settings.ts'
import type { Standings } from './standing.ts'

type ReaderNeeds = Pick<ConsentNeeds, 'store' | 'clock'> & {
  readonly standings: Standings
  readonly settings: Pick<ConsentSettingsKeeper, 'minimumAge'>
}

const gateFailures: readonly Failure[] = ['no_consent', 'opted_out', 'paused_by_citizen', 'person_blocked']
const monthMs = 30 * 24 * 60 * 60_000

/** What a person agreed to, as the chat and the console are told. */
export function consentReader({ store, clock, standings, settings }: ReaderNeeds) {
  const openRequest = async (db: Reader | Writer, citizenId: string): Promise<RequestRow | null> => {
    const row = await requestOf(db, citizenId)
    return row?.state === 'open' && !hasExpired(requestFrom(row), clock.now()) ? row : null
  }

  const known = async (db: Reader | Writer, citizenId: string) => {
    const consents = new Map((await consentsOf(db, citizenId)).map((row) => [row.purpose, row]))
    const request = await openRequest(db, citizenId)
    return { purposes: await allPurposes(db), consents, request, chosen: request ? requestFrom(request).purposes : [] }
  }

  return {
    /** The active purposes with the state of each. */
    async offered(db: Reader | Writer, citizenId: string, language: Language): Promise<readonly OfferedPurpose[]> {
      const { purposes, consents, chosen } = await known(db, citizenId)
      return purposes
        .filter(({ active }) => active === 1)
        .map((purpose) => ({
          id: purpose.id,
          version: purpose.version,
          ...wordsOf(purpose, language),
          state: stateOf(purpose, consents.get(purpose.id), chosen),
        }))
    },

    /** Throws NOT_FOUND for nobody. Purposes no longer offered are there while something was said of them. */
    async of(citizenId: string, language: Language): Promise<CitizenConsents> {
      const db = store.read
      if (!(await citizenExists(db, citizenId))) throw new Problem('NOT_FOUND')
      const { purposes, consents, request, chosen } = await known(db, citizenId)
      const limits = await standings.limits(db, citizenId)
      const now = clock.now()
      return {
        purposes: purposes
          .filter((purpose) => purpose.active === 1 || consents.has(purpose.id))
          .map((purpose) => {
            const consent = consents.get(purpose.id)
            const given = consent ? { ...consent, expiresAt: consent.expires_at } : null
            const inForce = { active: purpose.active === 1, liveFrom: purpose.live_from }
            return {
              id: purpose.id,
              name: wordsOf(purpose, language).name,
              state: stateOf(purpose, consent, chosen),
              standing: standingOf(given, inForce, limits, now),
              version: consent?.version ?? null,
              since: consent?.since ?? null,
              expiresAt: consent?.expires_at ?? null,
            }
          }),
        limits,
        request: request && {
          method: request.method,
          language: request.language as Language,
          purposes: [...chosen],
          begunAt: request.begun_at,
          expiresAt: request.expires_at,
        },
      }
    },

    async affectedByAge(limit: number) {
      const minimumAge = await settings.minimumAge(store.read, clock.now())
      return { minimumAge, ...(await declaredYounger(store.read, minimumAge, limit)) }
    },

    /** What the gate kept from leaving in the last 30 days. */
    async refusals(): Promise<{ failure: Failure; purpose: string; count: number }[]> {
      const rows = await refusedSends(store.read, clock.now() - monthMs, gateFailures)
      return rows.map((row) => ({ ...row, failure: row.failure as Failure }))
    },
  }
}

export type ConsentReader = ReturnType<typeof consentReader>

/** A consent under words that were replaced has expired; one that was chosen and not confirmed is requested. */
function stateOf(purpose: PurposeRow, consent: ConsentRow | undefined, chosen: readonly string[]): ConsentState {
  const superseded = consent?.state === 'given' && consent.version < purpose.live_from
  const state = superseded ? 'expired' : (consent?.state ?? 'none')
  return state !== 'given' && chosen.includes(purpose.id) ? 'requested' : state
}
