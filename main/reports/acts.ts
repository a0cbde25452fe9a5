import type { Language } from '../../contract/common.ts'
import { Problem } from '../../contract/problems.ts'
import type { ReportNews, ReportPlace, ReportState } from '../../contract/reports.ts'
import { actorOf, type Operator } from '../operators/actor.ts'
import type { Reader, Writer } from '../store/store.ts'
import type { ReportsNeeds } from './needs.ts'
import { newsOf } from './news.ts'
import { opening, recording } from './opening.ts'
import { conversationWith, picturesOf, type ReportRow, reportById, updateReport } from './queries.ts'
import { mayMove, needsReason, numberOf, tidy } from './rules.ts'

export type NewReport = {
  readonly what: string
  readonly place: ReportPlace
  readonly department: string
  readonly conversationId?: string | undefined
  readonly photos: readonly string[]
  readonly notify: boolean
}

export type Move = { readonly id: string; readonly state: ReportState; readonly reason?: string | undefined }

const badInput = (...fields: string[]) => new Problem('BAD_INPUT', { fields })

/** What operators do with reports. Every act is one transaction with its history, audit entry and change. */
export function acts(needs: ReportsNeeds) {
  const { store, clock, news } = needs
  const openIn = opening(needs)
  const { history, audited } = recording(needs)

  const load = async (db: Reader | Writer, id: string): Promise<ReportRow> => {
    const row = await reportById(db, id)
    if (!row) throw new Problem('NOT_FOUND')
    return row
  }

  /** Whose report it is: pictures and news need a conversation that is there, and the pictures are of it. */
  const senderOf = async (tx: Writer, { conversationId, photos, notify }: NewReport) => {
    if (conversationId === undefined) {
      if (notify) throw badInput('notify')
      if (photos.length > 0) throw badInput('photos')
      return null
    }
    const conversation = await conversationWith(tx, conversationId)
    if (!conversation) throw badInput('conversationId')
    const own = new Set(await picturesOf(tx, conversationId, photos))
    if (photos.some((photo) => !own.has(photo))) throw badInput('photos')
    return { conversationId, citizenId: conversation.citizen_id }
  }

  /** What a move would tell the citizen, in their language; `text` is null when they did not ask. */
  const newsFor = async (db: Reader | Writer, row: ReportRow, to: ReportState, reason: string): Promise<ReportNews> => {
    const citizen = row.conversation_id === null ? undefined : await conversationWith(db, row.conversation_id)
    const language = (citizen?.language ?? (await needs.town()).language) as Language
    if (!citizen || row.notify === 0) return { text: null, voice: 'assistant', language }
    const text = newsOf({ number: numberOf(row), what: row.what, from: row.state, to, reason }, language)
    return { text, voice: await news.voiceIn(db, citizen.id), language }
  }

  const tell = async (tx: Writer, operator: Operator, row: ReportRow, { text, voice }: ReportNews) => {
    if (text === null || row.conversation_id === null) return
    const conversationId = row.conversation_id
    const messageId = await news.tell(tx, { conversationId, text, voice, operatorId: operator.id })
    const author =
      voice === 'assistant' ? { kind: 'bot' as const, id: null } : { kind: 'operator' as const, id: operator.id }
    await history(tx, {
      report_id: row.id,
      author_kind: author.kind,
      author_id: author.id,
      kind: 'told',
      value: null,
      text,
    })
    await store.changes.note(tx, [{ kind: 'message', conversationId, objectId: messageId }])
  }

  return {
    /** Returns the id. Refuses with BAD_INPUT a conversation that is not there, and pictures or news without one. */
    open(operator: Operator, report: NewReport): Promise<string> {
      return store.transaction(async (tx) => {
        const from = await senderOf(tx, report)
        if (report.place.text === '' && report.place.point === null) throw badInput('place.text')
        const { id } = await openIn(tx, {
          what: tidy(report.what, 1000),
          place: { ...report.place, text: tidy(report.place.text, 200) },
          department: report.department,
          photos: [...new Set(report.photos)],
          notify: report.notify,
          from,
          by: actorOf(operator),
        })
        return id
      })
    },

    /** What the citizen would be told. Refuses with WRONG_STATE a move that cannot be made. */
    async preview({ id, state, reason = '' }: Move): Promise<ReportNews> {
      const row = await load(store.read, id)
      if (!mayMove(row.state, state)) throw new Problem('WRONG_STATE', { state: row.state })
      return newsFor(store.read, row, state, tidy(reason, 500))
    },

    /** Moves a report and tells the citizen who asked. Refuses with WRONG_STATE, or BAD_INPUT without a needed reason. */
    async changeState(operator: Operator, { id, state, reason }: Move): Promise<void> {
      const why = tidy(reason ?? '', 500)
      if (needsReason(state) && why === '') throw badInput('reason')
      await store.transaction(async (tx) => {
        const row = await load(tx, id)
        if (!mayMove(row.state, state)) throw new Problem('WRONG_STATE', { state: row.state })
        await updateReport(tx, id, { state, updated_at: clock.now() })
        const author = { author_kind: 'operator' as const, author_id: operator.id }
        await history(tx, { report_id: id, ...author, kind: 'state', value: state, text: why })
        await tell(tx, operator, row, await newsFor(tx, row, state, why))
        await audited(tx, actorOf(operator), 'report.change_state', id, state)
      })
    },

    async assign(operator: Operator, { id, department }: { id: string; department: string }): Promise<void> {
      await store.transaction(async (tx) => {
        const row = await load(tx, id)
        if (row.department === department) return
        await updateReport(tx, id, { department, updated_at: clock.now() })
        const author = { author_kind: 'operator' as const, author_id: operator.id }
        await history(tx, { report_id: id, ...author, kind: 'department', value: department, text: '' })
        await audited(tx, actorOf(operator), 'report.assign', id)
      })
    },

    async note(operator: Operator, { id, text }: { id: string; text: string }): Promise<void> {
      await store.transaction(async (tx) => {
        await load(tx, id)
        const author = { author_kind: 'operator' as const, author_id: operator.id }
        await history(tx, { report_id: id, ...author, kind: 'note', value: null, text: tidy(text, 2000) })
        await audited(tx, actorOf(operator), 'report.note', id)
      })
    },
  }
}
