import { Problem } from '../../contract/problems.ts'
import type { AccessReport, ReviewedPerson } from '../../contract/security.ts'
import { role } from '../../contract/session.ts'
import { actorOf, type Operator } from './actor.ts'
import { addMonths } from './door-rules.ts'
import type { StaffNeeds } from './needs.ts'
import { permissionsOf } from './rules.ts'
import { dutiesVersion } from './security-policy.ts'
import { firstAccountAt, insertReview, lastReview, receiptsOf, reviewedOperators } from './security-queries.ts'
import { sha256 } from './trail.ts'
import { csvLine } from './trail-rules.ts'

/** Who may do what, for somebody to read through and sign off every quarter. */
export function accessReview({ store, clock, audit, policy, newId }: StaffNeeds) {
  async function people(): Promise<ReviewedPerson[]> {
    const version = dutiesVersion(await policy.current(store.read))
    return (await reviewedOperators(store.read, version)).map((row) => ({
      id: row.id,
      username: row.username,
      name: row.name,
      role: role.parse(row.role),
      roleSince: row.role_since,
      permissions: [...permissionsOf(role.parse(row.role))],
      createdAt: row.created_at,
      lastAccessAt: row.last_access_at,
      disabledAt: row.disabled_at,
      lockedAt: row.locked_at,
      secondFactorSince: row.factor_since,
      passwordSetAt: row.password_set_at,
      dutiesReadAt: row.duties_at,
    }))
  }

  async function report(): Promise<AccessReport> {
    const { reviewMonths } = await policy.current(store.read)
    const [all, last, begun] = [await people(), await lastReview(store.read), await firstAccountAt(store.read)]
    return {
      at: clock.now(),
      sha256: rightsDigest(all),
      people: all,
      dueAt: addMonths(last?.at ?? begun ?? clock.now(), reviewMonths),
      last: last ?? null,
    }
  }

  return {
    report,

    /** Throws `WRONG_STATE` when somebody's rights have changed since the report was read. */
    async sign(reviewer: Operator, read: { readonly sha256: string; readonly note: string }): Promise<AccessReport> {
      const now = await report()
      if (now.sha256 !== read.sha256) throw new Problem('WRONG_STATE', { state: 'changed' })
      const id = newId()
      await store.transaction(async (tx) => {
        const signed = { id, at: clock.now(), reviewer_id: reviewer.id, note: read.note }
        await insertReview(tx, { ...signed, report_json: JSON.stringify(now.people), sha256: now.sha256 })
        const object = { kind: 'access_review', id }
        const detail = `${now.people.length} people, sha256 ${now.sha256}`
        await audit.record(tx, {
          actor: actorOf(reviewer),
          action: 'security.sign_review',
          object,
          result: 'ok',
          detail,
        })
        await store.changes.note(tx, [{ kind: 'operators' }])
      })
      return report()
    },

    async file(reader: Operator): Promise<Blob> {
      const lines = (await people()).map(personLine)
      await store.transaction((tx) =>
        audit.record(tx, { actor: actorOf(reader), action: 'security.export_review', result: 'ok' }),
      )
      return new Blob(['\uFEFF', csvLine(columns), ...lines], { type: 'text/csv' })
    },

    async receipts(operatorId: string) {
      const rows = await receiptsOf(store.read, operatorId)
      return rows.map(({ id, given_at, received_at, giver }) => ({
        id,
        givenAt: given_at,
        receivedAt: received_at,
        giver,
      }))
    },
  }
}

export type AccessReview = ReturnType<typeof accessReview>

/** Of who may do what: an access in between changes nothing that is signed off. */
const rightsDigest = (all: readonly ReviewedPerson[]): string =>
  sha256(JSON.stringify(all.map(({ id, username, name, role, disabledAt }) => [id, username, name, role, disabledAt])))

const columns = [
  'username',
  'name',
  'role',
  'role_since',
  'permissions',
  'created',
  'last_access',
  'disabled',
  'locked',
  'second_factor',
  'password_set',
  'duties_read',
]

const day = (at: number | null) => (at === null ? '' : new Date(at).toISOString())

const personLine = (person: ReviewedPerson): string =>
  csvLine([
    person.username,
    person.name,
    person.role,
    day(person.roleSince),
    person.permissions.join(' '),
    day(person.createdAt),
    day(person.lastAccessAt),
    day(person.disabledAt),
    day(person.lockedAt),
    day(person.secondFactorSince),
    day(person.passwordSetAt),
    day(person.dutiesReadAt),
  ])
