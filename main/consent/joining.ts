import { Problem } from '../../contract/problems.ts'
import type { Writer } from '../store/store.ts'
import type { Accepted, Begun, By, ConsentDesk, Said } from './desk.ts'
import type { ConsentNeeds } from './needs.ts'
import type { Notices, ShownNotice } from './notices.ts'
import { allPurposes, type PurposeRow } from './purpose-queries.ts'
import { changeRequest, consentsOf, putRequest, type RequestRow, requestOf } from './queries.ts'
import { type Records, requestFrom } from './records.ts'
import { hasExpired, refusalOf, renewed, requestLife, silenceLife } from './rules.ts'
import type { ConsentSettingsKeeper } from './settings.ts'
import type { Suppression } from './suppression.ts'

type JoiningNeeds = Pick<ConsentNeeds, 'clock' | 'outbox'> & {
  readonly records: Records
  readonly suppression: Suppression
  readonly notices: Pick<Notices, 'shown' | 'current'>
  readonly settings: Pick<ConsentSettingsKeeper, 'minimumAge'>
}

type Joining = Parameters<ConsentDesk['begin']>[1]

const citizen = (id: string): By => ({ kind: 'citizen', id })

/** From the question to the yes. Only a yes to a question that is open, and complete, gives anything. */
export function joining(needs: JoiningNeeds) {
  const { clock, records, suppression, notices } = needs

  const openRequest = async (tx: Writer, citizenId: string): Promise<RequestRow | null> => {
    const row = await requestOf(tx, citizenId)
    return row?.state === 'open' && !hasExpired(requestFrom(row), clock.now()) ? row : null
  }

  const expire = async (tx: Writer, request: RequestRow): Promise<void> => {
    const { citizen_id: citizenId, method } = request
    await records.append(tx, { event: 'expired', citizenId, method, by: { kind: 'system', id: null }, request })
    await changeRequest(tx, citizenId, { state: 'expired' })
    await records.note(tx, citizenId)
  }

  /** A spreadsheet is not consent: it opens no question over one that is open, nor for somebody who left. */
  const importedInVain = async (tx: Writer, { citizenId, method }: Joining) =>
    method === 'import' && ((await openRequest(tx, citizenId)) || (await suppression.appliesTo(tx, citizenId)))

  async function begin(tx: Writer, asked: Joining): Promise<Begun> {
    const now = clock.now()
    const notice = await notices.shown(tx, asked.language)
    const minimumAge = await needs.settings.minimumAge(tx, now)
    const expiresAt = now + requestLife
    if (!(await importedInVain(tx, asked))) await openFor(tx, asked, notice, { minimumAge, now, expiresAt })
    return { noticeText: notice.firstLayer, secondLayer: notice.secondLayer, minimumAge, expiresAt }
  }

  const openFor = async (
    tx: Writer,
    { citizenId, conversationId, language, method, by, said }: Joining,
    notice: ShownNotice,
    { minimumAge, now, expiresAt }: { minimumAge: number; now: number; expiresAt: number },
  ) => {
    const before = await requestOf(tx, citizenId)
    const from = renewed(before ? requestFrom(before) : null, { method, by, notice: notice.version, now })
    const request: RequestRow = {
      citizen_id: citizenId,
      conversation_id: conversationId,
      state: 'open',
      method: from.method,
      asked_in_chat: method === 'chat' || method === 'qr' ? 1 : 0,
      by_kind: from.by.kind,
      by_id: from.by.id,
      notice: notice.version,
      language,
      notice_language: notice.language,
      shown: notice.firstLayer,
      age: minimumAge,
      old_enough: from.oldEnough === null ? null : Number(from.oldEnough),
      purposes_json: JSON.stringify(from.purposes),
      begun_at: now,
      expires_at: expiresAt,
      reminded_at: null,
    }
    await putRequest(tx, request)
    const event = from.again ? 're_requested' : 'requested'
    await records.append(tx, { event, citizenId, method, by, said, request, expiresAt })
    await records.note(tx, citizenId)
  }

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
  const endGiven = async (tx: Writer, refused: Omit<Parameters<Records['append']>[1], 'event'>) => {
    const purposes = new Map((await allPurposes(tx)).map((purpose) => [purpose.id, purpose]))
    for (const row of await consentsOf(tx, refused.citizenId)) {
      const purpose = purposes.get(row.purpose)
      if (row.state === 'given' && purpose) await records.change(tx, { ...refused, event: 'withdrawn', purpose }, 'withdrawn')
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
    const confirmed = { ...given, event: 'confirmed', method: 'chat', by: citizen(citizenId) } as const
    if (!inChat) await records.append(tx, confirmed)
    await changeRequest(tx, citizenId, { state: 'accepted' })
    await records.note(tx, citizenId)
  }

  async function decline(tx: Writer, { citizenId, said }: { citizenId: string; said: Said | null }): Promise<void> {
    const request = await openRequest(tx, citizenId)
    if (!request) return
    const refused = { event: 'refused', citizenId, method: request.method, by: citizen(citizenId), said, request } as const
    const given = new Set(
      (await consentsOf(tx, citizenId)).filter(({ state }) => state === 'given').map(({ purpose }) => purpose),
    )
    const chosen = requestFrom(request).purposes
    for (const purpose of await allPurposes(tx))
      if (chosen.includes(purpose.id) && !given.has(purpose.id)) await records.change(tx, { ...refused, purpose }, 'refused')
    if (chosen.length === 0) await records.append(tx, refused)
    await changeRequest(tx, citizenId, { state: 'declined' })
    await records.note(tx, citizenId)
  }

  return { begin, declareAge, choose, accept, decline, expire }
}

export type JoiningDesk = ReturnType<typeof joining>
