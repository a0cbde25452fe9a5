import type { Language } from '../../contract/common.ts'
import type { Method } from '../../contract/consents.ts'
import type { LedgerEvent } from '../../contract/ledger.ts'
import type { Writer } from '../store/store.ts'
import type { By, Said, ShownMessage } from './desk.ts'
import type { MessageSeen, NewEntry } from './ledger/entry.ts'
import { sha256 } from './ledger/sealing.ts'
import type { ConsentNeeds } from './needs.ts'
import type { PurposeRow } from './purpose-queries.ts'
import { type ConsentRow, identifiersOf, limitsOf, putConsent, putLimits, type RequestRow } from './queries.ts'
import type { Limits, Request } from './rules.ts'
import { limitsFrom } from './standing.ts'

/** What is told of an event; the rest follows from it. */
export type Event = {
  readonly event: LedgerEvent
  readonly citizenId: string
  readonly method: Method
  readonly by: By
  readonly purpose?: PurposeRow
  readonly said?: Said | null
  readonly shown?: readonly ShownMessage[]
  /** The question that was open. */
  readonly request?: RequestRow
  readonly expiresAt?: number | null
  readonly detail?: string
}

/** Writes what happens to people's consents: the ledger, the state that follows from it, and that it changed. */
export function records({ ledger, clock, store }: Pick<ConsentNeeds, 'ledger' | 'clock' | 'store'>) {
  const identity = async (tx: Writer, citizenId: string) =>
    (await identifiersOf(tx, { citizenId })).map(({ kind, value }) => `${kind}:${value}`).join(' ')

  const append = async (tx: Writer, event: Event): Promise<number> => {
    const { seq } = await ledger.append(tx, entryOf(event, await identity(tx, event.citizenId)))
    return seq
  }

  return {
    append,

    /** An event about one purpose, and the state that it leaves. */
    async change(tx: Writer, event: Event & { readonly purpose: PurposeRow }, state: ConsentRow['state']) {
      const { citizenId, purpose, expiresAt = null } = event
      const seq = await append(tx, event)
      await putConsent(tx, {
        citizen_id: citizenId,
        purpose: purpose.id,
        state,
        version: purpose.version,
        since: clock.now(),
        expires_at: expiresAt,
        age: state === 'given' ? (event.request?.age ?? null) : null,
        seq,
        notice: event.request?.notice ?? 0,
      })
    },

    async limits(tx: Writer, citizenId: string): Promise<Limits> {
      const [row] = await limitsOf(tx, { citizenId })
      return limitsFrom(row)
    },

    async setLimits(tx: Writer, citizenId: string, limits: Limits): Promise<void> {
      await putLimits(tx, {
        citizen_id: citizenId,
        held_at: limits.heldAt,
        paused_until: limits.pausedUntil,
        opted_out_at: limits.optedOutAt,
        blocked_at: limits.blockedAt,
      })
    },

    note: (tx: Writer, citizenId: string) => store.changes.note(tx, [{ kind: 'consents', objectId: citizenId }]),
  }
}

export type Records = ReturnType<typeof records>

/** The words around a notice have one family of versions. */
const noticeId = 'channel'

function entryOf({ said, shown = [], request, purpose, ...event }: Event, identity: string): NewEntry {
  const question = shown.at(-1)?.text
  const age = request?.old_enough === null ? undefined : request && `${request.old_enough ? '≥' : '<'} ${request.age}`
  return {
    event: event.event,
    citizenId: event.citizenId,
    purpose: purpose ? { id: purpose.id, version: purpose.version } : null,
    basis: purpose?.basis ?? null,
    notice: request
      ? {
          id: noticeId,
          version: request.notice,
          language: request.notice_language as Language,
          sha256: sha256(request.shown),
        }
      : null,
    method: event.method,
    actor: event.by,
    messages: [...shown.map(evidenceOf('out')), ...(said ? [evidenceOf('in')(said)] : [])],
    expiresAt: event.expiresAt ?? null,
    clear: {
      ...(identity !== '' && { identity }),
      ...(request && { shown: request.shown }),
      ...(question !== undefined && { question }),
      ...(said && { answer: said.text }),
      ...(age !== undefined && { age }),
      ...(event.detail !== undefined && { detail: event.detail }),
    },
  }
}

const evidenceOf =
  (direction: 'in' | 'out') =>
  (message: Said & { readonly status?: string | null }): MessageSeen => ({
    messageId: message.messageId,
    providerId: message.providerId,
    direction,
    status: message.status ?? null,
    at: message.at,
  })

export const requestFrom = (row: RequestRow): Request & { readonly by: By } => ({
  state: row.state,
  method: row.method,
  askedInChat: row.asked_in_chat === 1,
  notice: row.notice,
  oldEnough: row.old_enough === null ? null : row.old_enough === 1,
  purposes: JSON.parse(row.purposes_json) as string[],
  begunAt: row.begun_at,
  expiresAt: row.expires_at,
  by: { kind: row.by_kind, id: row.by_id },
})
