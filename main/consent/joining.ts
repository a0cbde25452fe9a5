import type { Writer } from '../store/store.ts'
import type { Begun, ConsentDesk } from './desk.ts'
import type { ConsentNeeds } from './needs.ts'
import type { NoticeTexts, ShownNotice } from './notice-texts.ts'
import { changeRequest, putRequest, type RequestRow, requestOf } from './queries.ts'
import { type Records, requestFrom } from './records.ts'
import { hasExpired, renewed, requestLife } from './rules.ts'
import type { ConsentSettingsKeeper } from './settings.ts'
import type { Suppression } from './suppression.ts'

export type JoiningNeeds = Pick<ConsentNeeds, 'clock' | 'outbox'> & {
  readonly records: Records
  readonly suppression: Suppression
  readonly notices: Pick<NoticeTexts, 'shown' | 'current'>
  readonly settings: Pick<ConsentSettingsKeeper, 'minimumAge'>
}

type Joining = Parameters<ConsentDesk['begin']>[1]

/** How a question is put, and how it ends when nobody answers. */
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

  /** Whether what waits for an answer comes from a list alone. */
  const isImported = async (tx: Writer, citizenId: string): Promise<boolean> =>
    (await openRequest(tx, citizenId))?.method === 'import'

  return { begin, openRequest, isImported, expire }
}

export type JoiningDesk = ReturnType<typeof joining>
