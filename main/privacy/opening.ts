import { Problem } from '../../contract/problems.ts'
import type { AuditEntry } from '../operators/actor.ts'
import type { Writer } from '../store/store.ts'
import type { PrivacyNeeds } from './needs.ts'
import { citizenNamed, conversationWith, insertRequest, nextSequence, type RequestRow } from './queries.ts'
import type { Note } from './recording.ts'
import { dueAt, yearAt } from './rules.ts'

type Needs = Pick<PrivacyNeeds, 'clock' | 'newId' | 'town'>
type Opening = Omit<RequestRow, 'id' | 'year' | 'sequence' | 'state' | 'due_at' | 'created_at' | 'updated_at'>
type Named = { readonly citizenId?: string | undefined; readonly conversationId?: string | undefined }

const badInput = (field: string) => new Problem('BAD_INPUT', { fields: [field] })

/** Gives a request its number and its last day, in the caller's transaction. */
export function opening({ clock, newId, town }: Needs, note: Note) {
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
  const ownerOf = async (tx: Writer, { conversationId, citizenId }: Named) => {
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

  return { openIn, ownerOf }
}
