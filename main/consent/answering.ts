import { Problem } from '../../contract/problems.ts'
import type { Writer } from '../store/store.ts'
import type { Accepted, By, ConsentDesk, Said } from './desk.ts'
import type { JoiningDesk, JoiningNeeds } from './joining.ts'
import { nowKnows } from './notice-queries.ts'
import { allPurposes, type PurposeRow } from './purpose-queries.ts'
import { changeRequest, consentsOf, type RequestRow, requestOf } from './queries.ts'
import { type Event, requestFrom } from './records.ts'
import { refusalOf, silenceLife } from './rules.ts'

type AnsweringNeeds = JoiningNeeds & { readonly joining: Pick<JoiningDesk, 'openRequest' | 'expire'> }

const citizen = (id: string): By => ({ kind: 'citizen', id })

/** What people say to the question. Only a yes to one that is open, and complete, gives anything. */
export function answering(needs: AnsweringNeeds) {
  const { clock, records, suppression, notices } = needs
  const { openRequest, expire } = needs.joining

  async function declareAge(tx: Writer, answer: { citizenId: string; oldEnough: boolean; said: Said | null }) {
    const { citizenId, oldEnough, said } = answer
    const open = await openRequest(tx, citizenId)
    if (!open) return
    const request = { ...open, old_enough: Number(oldEnough) }
    if (oldEnough) return void (await changeRequest(tx, citizenId, { old_enough: 1 }))
    await changeRequest(tx, citizenId, { old_enough: 0, state: 'under_age' })
    const refused = { citizenId, method: open.method, by: citizen(citizenId), said, request, detail: 'under_age' }
    await records.append(tx, { ...refused, event: 'refused' })
    await endGiven(tx, refused)
    await records.note(tx, citizenId)
  }

  /** Whoever says now that they are too young did not agree with effect before. */
  const endGiven = async (tx: Writer, refused: Omit<Event, 'event'>) => {
    const purposes = new Map((await allPurposes(tx)).map((purpose) => [purpose.id, purpose]))
    for (const row of await consentsOf(tx, refused.citizenId)) {
      const purpose = purposes.get(row.purpose)
      if (row.state === 'given' && purpose)
        await records.change(tx, { ...refused, event: 'withdrawn', purpose }, 'withdrawn')
    }
    await needs.outbox.stopTownStarted(tx, refused.citizenId, [...purposes.keys()])
  }

  async function choose(tx: Writer, { citizenId, purposeIds }: { citizenId: string; purposeIds: readonly string[] }) {
    const active = new Set((await allPurposes(tx)).filter((purpose) => purpose.active === 1).map(({ id }) => id))
    if (purposeIds.some((id) => !active.has(id))) throw new Problem('BAD_INPUT', { fields: ['purposes'] })
    if (!(await openRequest(tx, citizenId))) return
    await changeRequest(tx, citizenId, { purposes_json: JSON.stringify([...new Set(purposeIds)]) })
    await records.note(tx, citizenId)
  }

  async function accept(tx: Writer, answer: Parameters<ConsentDesk['accept']>[1]): Promise<Accepted> {
    const { citizenId } = answer
    const row = await requestOf(tx, citizenId)
    const request = row ? requestFrom(row) : null
    const refusal = refusalOf(request, await notices.current(tx), clock.now())
    if (row?.state === 'open' && refusal === 'expired') await expire(tx, row)
    if (refusal || !row || !request) return { ok: false, reason: refusal ?? 'nothing_pending' }
    const chosen = (await allPurposes(tx)).filter(({ id, active }) => active === 1 && request.purposes.includes(id))
    if (chosen.length === 0) return { ok: false, reason: 'nothing_chosen' }
    await give(tx, row, chosen, answer)
    return { ok: true, purposes: chosen.map(({ id }) => id) }
  }

  const give = async (
    tx: Writer,
    request: RequestRow,
    chosen: readonly PurposeRow[],
    { citizenId, said, shown }: Parameters<ConsentDesk['accept']>[1],
  ) => {
    const { method } = request
    const inChat = method === 'chat' || method === 'qr'
    const by = inChat ? citizen(citizenId) : requestFrom(request).by
    const limits = await records.limits(tx, citizenId)
    await suppression.lift(tx, citizenId)
    if (limits.optedOutAt !== null || limits.heldAt !== null)
      await records.setLimits(tx, citizenId, { ...limits, optedOutAt: null, heldAt: null })
    const expiresAt = clock.now() + silenceLife
    const given = { event: 'given', citizenId, method, by, said, shown, request, expiresAt } as const
    for (const purpose of chosen) await records.change(tx, { ...given, purpose }, 'given')
    await nowKnows(tx, citizenId, request.notice)
    const confirmed = { ...given, event: 'confirmed', method: 'chat', by: citizen(citizenId) } as const
    if (!inChat) await records.append(tx, confirmed)
    await changeRequest(tx, citizenId, { state: 'accepted' })
    await records.note(tx, citizenId)
  }

  async function decline(tx: Writer, { citizenId, said }: { citizenId: string; said: Said | null }): Promise<void> {
    const request = await openRequest(tx, citizenId)
    if (!request) return
    const refused = {
      event: 'refused',
      citizenId,
      method: request.method,
      by: citizen(citizenId),
      said,
      request,
    } as const
    const given = new Set(
      (await consentsOf(tx, citizenId)).filter(({ state }) => state === 'given').map(({ purpose }) => purpose),
    )
    const chosen = requestFrom(request).purposes
    for (const purpose of await allPurposes(tx))
      if (chosen.includes(purpose.id) && !given.has(purpose.id))
        await records.change(tx, { ...refused, purpose }, 'refused')
    if (chosen.length === 0) await records.append(tx, refused)
    await changeRequest(tx, citizenId, { state: 'declined' })
    await records.note(tx, citizenId)
  }

  return { declareAge, choose, accept, decline }
}

export type AnsweringDesk = ReturnType<typeof answering>
