import type { ReportPlace } from '../../contract/reports.ts'
import type { AuditEntry } from '../operators/actor.ts'
import type { Writer } from '../store/store.ts'
import { words } from '../store/words.ts'
import type { ReportsNeeds } from './needs.ts'
import { insertEvent, insertPhotos, insertReport, nextSequence, type ReportEventRow } from './queries.ts'
import { numberOf, toMillionths, yearAt } from './rules.ts'

export type Opening = {
  readonly what: string
  readonly place: ReportPlace
  readonly department: string
  /** Pictures of the citizen's conversation. */
  readonly photos: readonly string[]
  readonly notify: boolean
  readonly from: { readonly conversationId: string; readonly citizenId: string } | null
  readonly by: AuditEntry['actor']
}

export type Opened = { readonly id: string; readonly number: string }

/** What every act on a report leaves behind, in its transaction. */
export function recording({ store, clock, newId, audit }: ReportsNeeds) {
  return {
    history: (tx: Writer, event: Omit<ReportEventRow, 'id' | 'at'>) =>
      insertEvent(tx, { id: newId(), at: clock.now(), ...event }),

    audited: async (tx: Writer, actor: AuditEntry['actor'], action: string, reportId: string, detail?: string) => {
      const object = { kind: 'report', id: reportId }
      await audit.record(tx, { actor, action, object, result: 'ok', ...(detail && { detail }) })
      await store.changes.note(tx, [{ kind: 'reports', objectId: reportId }])
    },
  }
}

/** Opens a report and allots its number, both in the caller's transaction. */
export function opening(needs: ReportsNeeds) {
  const { clock, newId, town } = needs
  const { history, audited } = recording(needs)
  return async (tx: Writer, report: Opening): Promise<Opened> => {
    const now = clock.now()
    const year = yearAt(now, (await town()).timeZone)
    const [given] = await nextSequence(tx, { year })
    if (!given) throw new Error('no number came back')
    const id = newId()
    const sequence = Number(given.last)
    const { point, text: place } = report.place
    await insertReport(tx, {
      id,
      year,
      sequence,
      what: report.what,
      place,
      latitude: point && toMillionths(point.latitude),
      longitude: point && toMillionths(point.longitude),
      words: words(`${report.what} ${place}`).join(' '),
      department: report.department,
      state: 'received',
      notify: report.notify ? 1 : 0,
      citizen_id: report.from?.citizenId ?? null,
      conversation_id: report.from?.conversationId ?? null,
      created_at: now,
      updated_at: now,
    })
    await insertPhotos(tx, id, report.photos)
    const author = { author_kind: report.by.kind === 'operator' ? ('operator' as const) : ('bot' as const) }
    await history(tx, { report_id: id, ...author, author_id: report.by.id, kind: 'opened', value: null, text: '' })
    await audited(tx, report.by, 'report.open', id)
    return { id, number: numberOf({ year, sequence }) }
  }
}
