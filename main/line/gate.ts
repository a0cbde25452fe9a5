import type { Failure } from '../../contract/inbox.ts'
import type { CitizenLimit } from '../../contract/line-safety.ts'
import type { Reader, Writer } from '../store/store.ts'
import { kindOf, townStartedAllowance } from './allowance-rules.ts'
import { type CitizenHistory, citizenAllowance } from './citizen-rules.ts'
import type { LineMemory } from './memory.ts'
import type { LineSafetyNeeds, Passage, Started } from './needs.ts'
import { hour } from './policy.ts'
import { everReceived, putSend, type SendRow, sendsTo, wroteIn } from './safety-queries.ts'

type SentRow = Pick<SendRow, 'kind' | 'at' | 'read_at' | 'replied_at'>

/** What counts with one citizen, newest first: what follows from their own request does not. */
export const countedSends = (rows: readonly SentRow[]): CitizenHistory['sends'] =>
  rows.flatMap(({ kind, at, read_at, replied_at }) =>
    kind === 'follow_up' ? [] : [{ kind, at, heard: read_at !== null || replied_at !== null }],
  )

/** Why a message is not sent at all: only the citizen can end it. */
const failures: Readonly<Partial<Record<CitizenLimit, Failure>>> = { never_wrote: 'never_wrote', silent: 'silent' }

/**
 * The line's word on what the town starts, in the transaction that claims it; the last of the gates, because what it lets
 * pass is counted as sent. Whether the person agreed is for another gate to say.
 */
export function lineGate(needs: Pick<LineSafetyNeeds, 'campaignOf'>, memory: LineMemory) {
  const note = async (tx: Writer, row: Started, kind: SendRow['kind'], now: number) => {
    const campaign = row.delivery_id === null ? null : await needs.campaignOf(tx, row.delivery_id)
    const [received] = await everReceived(tx, { citizenId: row.citizen_id })
    await putSend(tx, {
      outbox_id: row.id,
      line_id: row.line_id,
      citizen_id: row.citizen_id,
      ...{ kind, campaign: campaign ?? row.purpose, at: now },
      used_to_receive: received ? 1 : 0,
    })
  }

  const wroteFirst = async (db: Reader | Writer, { conversation_id: conversationId }: Started): Promise<boolean> =>
    (await wroteIn(db, { conversationId })).length > 0

  const followUp = async (tx: Writer, row: Started, stopped: boolean, now: number): Promise<Passage> => {
    if (!(await wroteFirst(tx, row))) return { do: 'refuse', failure: 'never_wrote' }
    if (stopped) return { do: 'wait', until: now + hour }
    await note(tx, row, 'follow_up', now)
    return { do: 'send' }
  }

  const ofCitizen = async (db: Reader | Writer, row: Started): Promise<CitizenHistory> => {
    const rows = await sendsTo(db, row.line_id, [row.citizen_id])
    // One that is tried again did not reach anybody.
    const others = rows.filter(({ outbox_id, failure }) => outbox_id !== row.id && failure === null)
    return { wroteFirst: await wroteFirst(db, row), sends: countedSends(others) }
  }

  return {
    async judge(tx: Writer, row: Started, now: number): Promise<Passage> {
      const remembered = await memory.recallHolding(tx, row.line_id, now)
      const { history, rules } = remembered
      const kind = kindOf({ purpose: row.purpose, exceptionId: row.exception_id })
      if (kind === 'follow_up') return followUp(tx, row, history.brake.level === 'red', now)
      const word = townStartedAllowance(history, rules.policy, rules.hours, kind, now)
      if (!word.ok) return { do: 'wait', until: word.until }
      const person = citizenAllowance(await ofCitizen(tx, row), rules.policy, rules.hours, kind, now)
      if (!person.ok) {
        const failure = failures[person.limit]
        return failure ? { do: 'refuse', failure } : { do: 'wait', until: person.until ?? now + hour }
      }
      await memory.noteSend(tx, row.line_id, remembered, now)
      await note(tx, row, kind, now)
      return { do: 'send' }
    },
  }
}
