import { Problem } from '../../contract/problems.ts'
import type { IdentityProof, RightsChannel, RightsKind, RightsState } from '../../contract/rights.ts'
import { type AuditEntry, actorOf, type Operator } from '../operators/actor.ts'
import type { Writer } from '../store/store.ts'
import type { PrivacyNeeds } from './needs.ts'
import {
  citizenNamed,
  conversationWith,
  insertRequest,
  nextSequence,
  openOfKind,
  type RequestRow,
  requestById,
  updateRequest,
} from './queries.ts'
import type { Note } from './recording.ts'
import { dueAt, isEnough, mayExtend, mayMove, numberOf, yearAt } from './rules.ts'

export type NewRequest = {
  readonly kind: RightsKind
  readonly channel: RightsChannel
  readonly citizenId?: string | undefined
  readonly conversationId?: string | undefined
  readonly name: string
  readonly contact: string
  readonly words: string
  readonly receivedAt?: number | undefined
}

export type AskedInChat = {
  readonly kind: RightsKind
  readonly citizenId: string
  readonly conversationId: string
  /** What they wrote, for whoever works on it. */
  readonly words: string
  /** When their message was received: day 0. */
  readonly receivedAt: number
}

type Needs = Pick<PrivacyNeeds, 'store' | 'clock' | 'newId' | 'town'>
type Opening = Omit<RequestRow, 'id' | 'year' | 'sequence' | 'state' | 'due_at' | 'created_at' | 'updated_at'>

const badInput = (field: string) => new Problem('BAD_INPUT', { fields: [field] })

/** The request as it stands. Throws NOT_FOUND. */
export async function load(tx: Writer, id: string): Promise<RequestRow> {
  const row = await requestById(tx, id)
  if (!row) throw new Problem('NOT_FOUND')
  return row
}

/** The request and whose it is, once somebody verified that. Throws NOT_FOUND, WRONG_STATE or IDENTITY_NEEDED. */
export async function loadVerified(tx: Writer, id: string): Promise<RequestRow & { readonly citizen_id: string }> {
  const row = await load(tx, id)
  if (row.state !== 'working') throw new Problem('WRONG_STATE', { state: row.state })
  if (row.identity === null || row.citizen_id === null) throw new Problem('IDENTITY_NEEDED')
  return { ...row, citizen_id: row.citizen_id }
}

/** How requests come in and move; each act is one transaction with its history, trail and change. */
export function requests(needs: Needs, note: Note) {
  const { store, clock, newId, town } = needs

  const openIn = async (tx: Writer, by: AuditEntry['actor'], request: Partial<Opening> & Pick<Opening, 'kind'>) => {
    const now = clock.now()
    const { timeZone } = await town()
    const received_at = request.received_at ?? now
    const year = yearAt(received_at, timeZone)
    const [given] = await nextSequence(tx, { year })
    if (!given) throw new Error('no number came back')
    const row: RequestRow = {
      channel: 'counter',
      citizen_id: null,
      conversation_id: null,
      message_id: null,
      name: '',
      contact: '',
      words: '',
      extended_at: null,
      identity: null,
      identity_by: null,
      identity_at: null,
      closed_at: null,
      ...request,
      id: newId(),
      year,
      sequence: Number(given.last),
      state: 'received',
      received_at,
      due_at: dueAt(received_at, timeZone),
      created_at: now,
      updated_at: now,
    }
    await insertRequest(tx, row)
    await note(tx, { requestId: row.id, by, kind: 'opened', value: row.channel, detail: row.kind })
    return row
  }

  /** Whose it is: of the conversation when there is one, else whoever was named. */
  const ownerOf = async (tx: Writer, { conversationId, citizenId }: NewRequest) => {
    if (conversationId !== undefined) {
      const conversation = await conversationWith(tx, conversationId)
      if (!conversation) throw badInput('conversationId')
      return { citizen_id: conversation.citizen_id, conversation_id: conversation.id, name: conversation.name }
    }
    if (citizenId === undefined) return { citizen_id: null, conversation_id: null, name: '' }
    const citizen = await citizenNamed(tx, citizenId)
    if (!citizen) throw badInput('citizenId')
    return { citizen_id: citizen.id, conversation_id: null, name: citizen.name }
  }

  const change = (
    operator: Operator,
    id: string,
    work: (tx: Writer, row: RequestRow, by: AuditEntry['actor']) => Promise<void>,
  ) => store.transaction(async (tx) => work(tx, await load(tx, id), actorOf(operator)))

  const move = async (tx: Writer, row: RequestRow, to: RightsState, more: Parameters<typeof updateRequest>[2] = {}) => {
    if (!mayMove(row.state, to)) throw new Problem('WRONG_STATE', { state: row.state })
    await updateRequest(tx, row.id, { state: to, updated_at: clock.now(), ...more })
  }

  const close = (operator: Operator, id: string, to: 'answered' | 'refused', text: string) =>
    change(operator, id, async (tx, row, by) => {
      await move(tx, row, to, { closed_at: clock.now() })
      await note(tx, { requestId: id, by, kind: to, text })
    })

  return {
    move,

    /** Enters a request that came in any way. Throws BAD_INPUT: for nobody, or received in the future. */
    open(operator: Operator, request: NewRequest): Promise<string> {
      if (request.receivedAt !== undefined && request.receivedAt > clock.now()) throw badInput('receivedAt')
      return store.transaction(async (tx) => {
        const owner = await ownerOf(tx, request)
        const name = request.name || owner.name
        if (owner.citizen_id === null && name === '' && request.contact === '') throw badInput('name')
        const { kind, channel, contact, words } = request
        const received = request.receivedAt === undefined ? {} : { received_at: request.receivedAt }
        const row = await openIn(tx, actorOf(operator), { kind, channel, contact, words, ...owner, name, ...received })
        return row.id
      })
    },

    /**
     * What a citizen asks the assistant: opened in the transaction of the turn, and told its number and last day. One
     * asked for again while it is open stays one.
     */
    async askedInChat(tx: Writer, asked: AskedInChat): Promise<{ readonly number: string; readonly dueAt: number }> {
      const before = await openOfKind(tx, asked.citizenId, asked.kind)
      if (before) return { number: numberOf(before), dueAt: before.due_at }
      const citizen = await citizenNamed(tx, asked.citizenId)
      const row = await openIn(
        tx,
        { kind: 'bot', id: null },
        {
          kind: asked.kind,
          channel: 'chat',
          citizen_id: asked.citizenId,
          conversation_id: asked.conversationId,
          name: citizen?.name ?? '',
          words: asked.words.slice(0, 2000),
          received_at: Math.min(asked.receivedAt, clock.now()),
        },
      )
      return { number: numberOf(row), dueAt: row.due_at }
    },

    /** Says whose request it is; another person than before has to show anew who they are. */
    link(operator: Operator, { id, citizenId }: { readonly id: string; readonly citizenId: string }): Promise<void> {
      return change(operator, id, async (tx, row, by) => {
        if (row.closed_at !== null) throw new Problem('WRONG_STATE', { state: row.state })
        if (row.citizen_id === citizenId) return
        const citizen = await citizenNamed(tx, citizenId)
        if (!citizen) throw badInput('citizenId')
        const anew = row.state === 'working' ? { state: 'identity' as const } : {}
        await updateRequest(tx, id, {
          citizen_id: citizenId,
          name: row.name || citizen.name,
          identity: null,
          identity_by: null,
          identity_at: null,
          updated_at: clock.now(),
          ...anew,
        })
        await note(tx, { requestId: id, by, kind: 'linked' })
      })
    },

    askIdentity(operator: Operator, { id, text }: { readonly id: string; readonly text: string }): Promise<void> {
      return change(operator, id, async (tx, row, by) => {
        await move(tx, row, 'identity')
        await note(tx, { requestId: id, by, kind: 'identity_asked', text })
      })
    },

    /** Throws IDENTITY_NEEDED for a proof that is too weak for what is asked. */
    verifyIdentity(
      operator: Operator,
      { id, proof, text }: { readonly id: string; readonly proof: IdentityProof; readonly text: string },
    ): Promise<void> {
      return change(operator, id, async (tx, row, by) => {
        if (!isEnough(proof, row.kind)) throw new Problem('IDENTITY_NEEDED')
        const now = clock.now()
        await move(tx, row, 'working', { identity: proof, identity_by: operator.id, identity_at: now })
        await note(tx, { requestId: id, by, kind: 'identity_verified', value: proof, text, detail: proof })
      })
    },

    /** Throws WRONG_STATE once the first month is over, or a second time. */
    extend(operator: Operator, { id, reason }: { readonly id: string; readonly reason: string }): Promise<void> {
      return change(operator, id, async (tx, row, by) => {
        const { timeZone } = await town()
        const now = clock.now()
        const request = { receivedAt: row.received_at, extendedAt: row.extended_at, state: row.state }
        if (!mayExtend(request, timeZone, now)) throw new Problem('WRONG_STATE', { state: row.state })
        const due_at = dueAt(row.received_at, timeZone, true)
        await updateRequest(tx, id, { extended_at: now, due_at, updated_at: now })
        await note(tx, { requestId: id, by, kind: 'extended', text: reason })
      })
    },

    note(operator: Operator, { id, text }: { readonly id: string; readonly text: string }): Promise<void> {
      return change(operator, id, async (tx, row, by) => {
        await updateRequest(tx, row.id, { updated_at: clock.now() })
        await note(tx, { requestId: id, by, kind: 'noted', text })
      })
    },

    answer: (operator: Operator, { id, text }: { readonly id: string; readonly text: string }) =>
      close(operator, id, 'answered', text),

    refuse: (operator: Operator, { id, reason }: { readonly id: string; readonly reason: string }) =>
      close(operator, id, 'refused', reason),
  }
}

export type Requests = ReturnType<typeof requests>
