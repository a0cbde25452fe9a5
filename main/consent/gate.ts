import type { Standing } from '../../contract/consents.ts'
import type { Failure } from '../../contract/inbox.ts'
import { type AuditTrail, systemActor } from '../operators/actor.ts'
import type { Writer } from '../store/store.ts'
import type { Exceptions } from './exceptions.ts'
import { purposeById } from './purpose-queries.ts'
import type { Records } from './records.ts'
import { followUp } from './rules.ts'
import type { Standings } from './standing.ts'

/** What is asked about: a message that the town starts, as the outbox has it. */
export type Leaving = {
  readonly message_id: string
  readonly citizen_id: string
  readonly purpose: string
  readonly exception_id: string | null
  readonly provider_id: string
}

export type Word = { readonly do: 'send' } | { readonly do: 'refuse'; readonly failure: Failure }

export type GateNeeds = {
  readonly standings: Standings
  readonly exceptions: Pick<Exceptions, 'stands'>
  readonly records: Pick<Records, 'append'>
  readonly audit: AuditTrail
}

const failures: Readonly<Record<Exclude<Standing, 'live'>, Failure>> = {
  none: 'no_consent',
  expired: 'no_consent',
  paused: 'paused_by_citizen',
  held: 'paused_by_citizen',
  opted_out: 'opted_out',
  blocked: 'person_blocked',
}

/**
 * The one place through which everything passes that the town starts: asked in the transaction that claims the message,
 * it reads the consent as that transaction sees it. Nothing overrides it but a civil emergency, which two people opened
 * and which reaches nobody who left or whose data are blocked.
 */
export function consentGate({ standings, exceptions, records, audit }: GateNeeds) {
  const standingFor = (tx: Writer, { citizen_id, purpose }: Leaving, now: number): Promise<Standing> =>
    purpose === followUp
      ? standings.againstFollowUp(tx, citizen_id, now).then((word) => word ?? 'live')
      : standings.of(tx, citizen_id, purpose, now)

  const byException = async (tx: Writer, row: Leaving, standing: Standing, now: number): Promise<boolean> => {
    if (row.exception_id === null || standing === 'opted_out' || standing === 'blocked') return false
    if (!(await exceptions.stands(tx, row.exception_id, row.purpose, now))) return false
    const purpose = await purposeById(tx, row.purpose)
    await records.append(tx, {
      event: 'exception',
      citizenId: row.citizen_id,
      method: 'chat',
      by: { kind: 'system', id: row.exception_id },
      shown: [{ messageId: row.message_id, providerId: row.provider_id, at: now, text: '', status: 'sending' }],
      ...(purpose && { purpose }),
    })
    return true
  }

  const refuse = async (tx: Writer, row: Leaving, failure: Failure): Promise<Word> => {
    const object = { kind: 'message', id: row.message_id }
    const detail = `${row.purpose}: ${failure}`
    await audit.record(tx, { actor: systemActor, action: 'consent.refuse_send', object, result: 'refused', detail })
    return { do: 'refuse', failure }
  }

  return {
    async judge(tx: Writer, row: Leaving, now: number): Promise<Word> {
      const standing = await standingFor(tx, row, now)
      if (standing === 'live' || (await byException(tx, row, standing, now))) return { do: 'send' }
      return refuse(tx, row, failures[standing])
    },
  }
}
