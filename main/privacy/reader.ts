import { Problem } from '../../contract/problems.ts'
import type {
  IdentityProof,
  RightsEvent,
  RightsKind,
  RightsRequest,
  RightsState,
  RightsSummary,
} from '../../contract/rights.ts'
import { blockedOf, erasureOf } from './blocked-queries.ts'
import type { PrivacyNeeds } from './needs.ts'
import { type ListedRequest, operatorName, selectHistory, selectRequest, selectRequests } from './queries.ts'
import { dueAt, mayExtend, numberOf } from './rules.ts'

export type RightsList = {
  readonly scope: 'open' | 'closed'
  readonly kind?: RightsKind | undefined
  readonly state?: RightsState | undefined
  readonly dueBefore?: number | undefined
  readonly limit: number
  readonly cursor?: string | undefined
}

/** What consoles see of requests. */
export function reader({ store, clock, town, people }: Pick<PrivacyNeeds, 'store' | 'clock' | 'town' | 'people'>) {
  const db = store.read

  const blockedIn = async (requestId: string): Promise<RightsRequest['blocked']> => {
    const erasure = await erasureOf(db, requestId)
    if (!erasure) return null
    const record = await blockedOf(db, requestId)
    const { destroyAfter } = JSON.parse(erasure.report_json) as { readonly destroyAfter: number }
    return { id: record?.id ?? erasure.id, at: erasure.at, destroyAfter, destroyedAt: erasure.destroyed_at }
  }

  const identityOf = async (row: ListedRequest): Promise<RightsRequest['identity']> =>
    row.identity === null || row.identity_at === null
      ? null
      : { proof: row.identity as IdentityProof, by: await operatorName(db, row.identity_by), at: row.identity_at }

  return {
    async list({ cursor, ...filter }: RightsList) {
      const rows = await selectRequests(db, { ...filter, limit: filter.limit + 1, after: readCursor(cursor) })
      const shown = rows.slice(0, filter.limit)
      const last = shown.at(-1)
      const more = rows.length > filter.limit && last
      return { items: shown.map(toSummary), nextCursor: more ? `${last.closed_at ?? last.due_at}_${last.id}` : null }
    },

    /** Throws NOT_FOUND. */
    async get(id: string): Promise<RightsRequest> {
      const row = await selectRequest(db, id)
      if (!row) throw new Problem('NOT_FOUND')
      const { timeZone } = await town()
      const request = { receivedAt: row.received_at, extendedAt: row.extended_at, state: row.state }
      const extendable = mayExtend(request, timeZone, clock.now())
      return {
        ...toSummary(row),
        contact: row.contact,
        words: row.words,
        identity: await identityOf(row),
        history: (await selectHistory(db, id)).map(toEvent),
        extendableUntil: extendable ? dueAt(row.received_at, timeZone) : null,
        blocked: await blockedIn(id),
      }
    },

    people: ({ q }: { readonly q: string }) => people.find(db, q),
  }
}

function readCursor(cursor: string | undefined) {
  if (cursor === undefined) return null
  const found = /^(\d{1,15})_([\w-]{1,64})$/.exec(cursor)
  if (!found?.[2]) throw new Problem('BAD_INPUT', { fields: ['cursor'] })
  return { key: Number(found[1]), id: found[2] }
}

const toSummary = (row: ListedRequest): RightsSummary => ({
  id: row.id,
  number: numberOf(row),
  kind: row.kind,
  state: row.state,
  channel: row.channel,
  name: row.name,
  citizen:
    row.citizen_id === null || row.citizen_name === null
      ? null
      : { id: row.citizen_id, name: row.citizen_name, phone: row.phone },
  conversationId: row.conversation_id,
  receivedAt: row.received_at,
  dueAt: row.due_at,
  extended: row.extended_at !== null,
  closedAt: row.closed_at,
})

const toEvent = (row: Awaited<ReturnType<typeof selectHistory>>[number]): RightsEvent => ({
  id: row.id,
  at: row.at,
  actor: { kind: row.actor_kind, name: row.actor_name },
  kind: row.kind as RightsEvent['kind'],
  value: row.value,
  text: row.text,
})
