import type { Exception } from '../../contract/consents.ts'
import { Problem } from '../../contract/problems.ts'
import { actorOf, type Operator } from '../operators/actor.ts'
import type { Reader, Writer } from '../store/store.ts'
import type { ConsentNeeds } from './needs.ts'
import { changeException, exceptionById, exceptionPage, insertException } from './queries.ts'
import { type ExceptionFacts, exceptionState, longestException, needsReview } from './rules.ts'

/** The only purpose that a civil emergency opens. */
export const emergencyPurpose = 'service_cuts'

const untouched = { revoked_by: null, revoked_at: null, reviewed_by: null, reviewed_at: null }

type Row = Awaited<ReturnType<typeof exceptionPage>>[number]

/** A civil emergency: one person asks, another approves, for two days at most; every message of it is in the ledger. */
export function exceptions({ store, clock, newId, audit }: ConsentNeeds) {
  const read = async (db: Reader | Writer, id: string): Promise<Exception> => {
    const [row] = await exceptionPage(db, id)
    if (!row) throw new Problem('NOT_FOUND')
    return toException(row, clock.now())
  }

  const record = async (tx: Writer, operator: Operator, act: string, id: string, detail?: string) => {
    const object = { kind: 'exception', id }
    const entry = { actor: actorOf(operator), action: `consent.${act}`, object, result: 'ok' } as const
    await audit.record(tx, { ...entry, ...(detail !== undefined && { detail }) })
    await store.changes.note(tx, [{ kind: 'consents', objectId: id }])
  }

  return {
    list: async (): Promise<Exception[]> =>
      (await exceptionPage(store.read)).map((row) => toException(row, clock.now())),

    /** Refuses with BAD_INPUT an end that has passed, or is further than two days away. */
    ask(operator: Operator, { reason, until }: { reason: string; until: number }): Promise<Exception> {
      return store.transaction(async (tx) => {
        const now = clock.now()
        if (until <= now || until > now + longestException) throw new Problem('BAD_INPUT', { fields: ['until'] })
        const id = newId()
        const nobody = { approved_by: null, approved_at: null, ...untouched }
        const asked = { id, purpose: emergencyPurpose, reason, asked_by: operator.id, asked_at: now, until }
        await insertException(tx, { ...asked, ...nobody })
        await record(tx, operator, 'ask_exception', id)
        return read(tx, id)
      })
    },

    /** Refuses with SECOND_PERSON_NEEDED whoever asked, and WRONG_STATE what is over or approved. */
    approve(operator: Operator, id: string): Promise<Exception> {
      return store.transaction(async (tx) => {
        const before = await read(tx, id)
        if (before.askedBy.id === operator.id) throw new Problem('SECOND_PERSON_NEEDED')
        if (before.state !== 'asked') throw new Problem('WRONG_STATE', { state: before.state })
        await changeException(tx, id, { approved_by: operator.id, approved_at: clock.now() })
        await record(tx, operator, 'approve_exception', id)
        return read(tx, id)
      })
    },

    revoke(operator: Operator, id: string): Promise<Exception> {
      return store.transaction(async (tx) => {
        const before = await read(tx, id)
        if (before.state === 'over') throw new Problem('WRONG_STATE', { state: before.state })
        await changeException(tx, id, { revoked_by: operator.id, revoked_at: clock.now() })
        await record(tx, operator, 'revoke_exception', id)
        return read(tx, id)
      })
    },

    /** Somebody else than who asked has looked back at it. Refuses with SECOND_PERSON_NEEDED and WRONG_STATE. */
    review(operator: Operator, id: string): Promise<Exception> {
      return store.transaction(async (tx) => {
        const before = await read(tx, id)
        if (before.askedBy.id === operator.id) throw new Problem('SECOND_PERSON_NEEDED')
        if (!before.needsReview) throw new Problem('WRONG_STATE', { state: before.state })
        await changeException(tx, id, { reviewed_by: operator.id, reviewed_at: clock.now() })
        await record(tx, operator, 'review_exception', id)
        return read(tx, id)
      })
    },

    /**
     * Asked for by one person and approved by another in the same act, such as the approval of a broadcast; lasts as long
     * as one may. Refuses with SECOND_PERSON_NEEDED, and PURPOSE_REFUSED any purpose but the one of emergencies.
     */
    async grant(
      tx: Writer,
      {
        purpose,
        reason,
        askedBy,
        approvedBy,
      }: { purpose: string; reason: string; askedBy: string; approvedBy: string },
    ): Promise<string> {
      if (askedBy === approvedBy) throw new Problem('SECOND_PERSON_NEEDED')
      if (purpose !== emergencyPurpose) throw new Problem('PURPOSE_REFUSED', { reason: 'not_urgent' })
      const id = newId()
      const now = clock.now()
      const people = { asked_by: askedBy, asked_at: now, approved_by: approvedBy, approved_at: now }
      await insertException(tx, { id, purpose, reason, ...people, ...untouched, until: now + longestException })
      await store.changes.note(tx, [{ kind: 'consents', objectId: id }])
      return id
    },

    /** Whether a message of `purpose` may leave under it now. */
    async stands(tx: Writer, id: string, purpose: string, now: number): Promise<boolean> {
      const [row] = await exceptionById(tx, { id })
      if (!row || row.purpose !== purpose || purpose !== emergencyPurpose) return false
      return exceptionState(factsOf(row), now) === 'standing'
    },
  }
}

export type Exceptions = ReturnType<typeof exceptions>

const factsOf = (row: {
  purpose: string
  asked_by: string
  asked_at: number
  approved_by: string | null
  approved_at: number | null
  revoked_at: number | null
  until: number
}): ExceptionFacts => ({
  purpose: row.purpose,
  askedBy: row.asked_by,
  askedAt: row.asked_at,
  approvedBy: row.approved_by,
  approvedAt: row.approved_at,
  revokedAt: row.revoked_at,
  until: row.until,
})

const toException = (row: Row, now: number): Exception => ({
  id: row.id,
  purpose: row.purpose,
  reason: row.reason,
  askedBy: { id: row.asked_by, name: row.asked_name ?? '' },
  askedAt: row.asked_at,
  approvedBy: personOf(row.approved_by, row.approved_name),
  approvedAt: row.approved_at,
  revokedBy: personOf(row.revoked_by, row.revoked_name),
  revokedAt: row.revoked_at,
  until: row.until,
  state: exceptionState(factsOf(row), now),
  sent: Number(row.sent),
  reviewedBy: personOf(row.reviewed_by, row.reviewed_name),
  reviewedAt: row.reviewed_at,
  needsReview: needsReview(factsOf(row), row.reviewed_at, now),
})

const personOf = (id: string | null, name: string | null) => (id === null ? null : { id, name: name ?? '' })
