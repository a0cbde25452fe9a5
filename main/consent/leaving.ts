import type { Writer } from '../store/store.ts'
import type { By, ConsentDesk, Said } from './desk.ts'
import type { ConsentNeeds } from './needs.ts'
import { allPurposes } from './purpose-queries.ts'
import { changeRequest, consentsOf, putConsent, requestOf } from './queries.ts'
import { type Event, type Records, requestFrom } from './records.ts'
import type { Suppression } from './suppression.ts'

type LeavingNeeds = Pick<ConsentNeeds, 'clock' | 'outbox' | 'left'> & {
  readonly records: Records
  readonly suppression: Suppression
}

type Withdrawal = Parameters<ConsentDesk['withdraw']>[1]

const system: By = { kind: 'system', id: null }

/** Why a number counts as another person's. */
export type NumberChange = 'silence' | 'wrong_number' | 'identity'

/** Every way out, each complete in the caller's transaction: the next message that would leave does not. */
export function leaving({ clock, outbox, left, records, suppression }: LeavingNeeds) {
  const givenOf = async (tx: Writer, citizenId: string) => {
    const purposes = new Map((await allPurposes(tx)).map((purpose) => [purpose.id, purpose]))
    return (await consentsOf(tx, citizenId)).flatMap((consent) => {
      const purpose = consent.state === 'given' ? purposes.get(consent.purpose) : undefined
      return purpose ? [{ consent, purpose }] : []
    })
  }

  const closeRequest = async (tx: Writer, citizenId: string, without: readonly string[] | 'all') => {
    const request = await requestOf(tx, citizenId)
    if (request?.state !== 'open') return
    if (without === 'all') return void (await changeRequest(tx, citizenId, { state: 'closed' }))
    const chosen = requestFrom(request).purposes.filter((id) => !without.includes(id))
    await changeRequest(tx, citizenId, { purposes_json: JSON.stringify(chosen) })
  }

  async function withdraw(tx: Writer, { citizenId, purposeIds, method, by, said }: Withdrawal) {
    const event: Event = { event: 'withdrawn', citizenId, method, by, said }
    const leaves = (id: string) => purposeIds === 'all' || purposeIds.includes(id)
    const had = (await givenOf(tx, citizenId)).filter(({ purpose }) => leaves(purpose.id))
    for (const { purpose } of had) await records.change(tx, { ...event, purpose }, 'withdrawn')
    if (purposeIds === 'all') await optOut(tx, event)
    await closeRequest(tx, citizenId, purposeIds)
    await outbox.stopTownStarted(tx, citizenId, purposeIds)
    if (by.kind === 'citizen') await left(tx, citizenId)
    await records.note(tx, citizenId)
    return { had: had.map(({ purpose }) => purpose.id) }
  }

  /** Said again by somebody who left long ago, it changes nothing and adds nothing. */
  const optOut = async (tx: Writer, event: Event) => {
    const limits = await records.limits(tx, event.citizenId)
    if (limits.optedOutAt === null) await records.append(tx, event)
    const optedOutAt = limits.optedOutAt ?? clock.now()
    await records.setLimits(tx, event.citizenId, { ...limits, optedOutAt, heldAt: null })
    await suppression.put(tx, event.citizenId, optedOutAt)
  }

  async function hold(tx: Writer, citizenId: string): Promise<void> {
    const limits = await records.limits(tx, citizenId)
    if (limits.heldAt !== null || limits.optedOutAt !== null) return
    await records.setLimits(tx, citizenId, { ...limits, heldAt: clock.now() })
    await records.append(tx, { event: 'paused', citizenId, method: 'chat', by: system, detail: 'doubt' })
    await records.note(tx, citizenId)
  }

  const release = async (tx: Writer, citizenId: string, by: By, said: Said | null) => {
    const limits = await records.limits(tx, citizenId)
    if (limits.heldAt === null) return
    await records.setLimits(tx, citizenId, { ...limits, heldAt: null })
    await records.append(tx, { event: 'resumed', citizenId, method: 'chat', by, said, detail: 'doubt' })
    await records.note(tx, citizenId)
  }

  async function settleDoubt(tx: Writer, { citizenId, leave, said }: Parameters<ConsentDesk['settleDoubt']>[1]) {
    const by: By = { kind: 'citizen', id: citizenId }
    if (leave) await withdraw(tx, { citizenId, purposeIds: 'all', method: 'chat', by, said })
    else await release(tx, citizenId, by, said)
  }

  async function pause(tx: Writer, { citizenId, until, said, by }: Parameters<ConsentDesk['pause']>[1]): Promise<void> {
    const limits = await records.limits(tx, citizenId)
    if (limits.pausedUntil === until) return
    await records.setLimits(tx, citizenId, { ...limits, pausedUntil: until })
    const event = until === null ? 'resumed' : 'paused'
    await records.append(tx, { event, citizenId, method: 'chat', by, said, expiresAt: until })
    await records.note(tx, citizenId)
  }

  /** The number may be somebody else's: nothing holds until whoever has it agrees. */
  async function numberChanged(tx: Writer, { citizenId, why, by }: { citizenId: string; why: NumberChange; by: By }) {
    const given = await givenOf(tx, citizenId)
    const method = by.kind === 'operator' ? 'phone' : 'chat'
    const seq = await records.append(tx, { event: 'number_changed', citizenId, method, by, detail: why })
    for (const { consent } of given) await putConsent(tx, { ...consent, state: 'expired', since: clock.now(), seq })
    await closeRequest(tx, citizenId, 'all')
    await outbox.stopTownStarted(tx, citizenId, 'all')
    await records.note(tx, citizenId)
  }

  return { withdraw, hold, settleDoubt, pause, numberChanged }
}

export type LeavingDesk = ReturnType<typeof leaving>
