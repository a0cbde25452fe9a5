import type { Media } from '../../contract/inbox.ts'
import { Problem } from '../../contract/problems.ts'
import {
  type Report,
  type ReportEvent,
  type ReportPlace,
  type ReportState,
  type ReportSummary,
  reportStates,
  type SimilarReport,
} from '../../contract/reports.ts'
import { words } from '../store/words.ts'
import type { ReportsNeeds } from './needs.ts'
import {
  countStates,
  type ListedReport,
  openReports,
  type ReportRow,
  selectDepartments,
  selectHistory,
  selectPhotos,
  selectReport,
  selectReports,
} from './queries.ts'
import { type Comparable, numberOf, readNumber, similarTo, toPoint, yearAt } from './rules.ts'

export type ReportList = {
  readonly limit: number
  readonly cursor?: string | undefined
  readonly state?: ReportState | undefined
  readonly department?: string | undefined
  readonly conversationId?: string | undefined
  readonly q?: string | undefined
}

/** How many open reports a new one is compared with: years of a small town. */
const compared = 1000

/** What consoles see of reports. */
export function reader({ store, clock, town }: Pick<ReportsNeeds, 'store' | 'clock' | 'town'>) {
  const db = store.read

  const similar = async (one: Comparable, except: string | null): Promise<SimilarReport[]> => {
    const others = (await openReports(db, compared)).filter(({ id }) => id !== except)
    const comparable = others.map((row) => ({ row, words: row.words.split(' '), point: placeOf(row).point }))
    return similarTo(one, comparable).map(({ of: { row }, metres }) => ({
      id: row.id,
      number: numberOf(row),
      what: row.what,
      place: placeOf(row),
      state: row.state,
      openedAt: row.created_at,
      metres,
    }))
  }

  /** What somebody looks for: a number, else words. */
  const sought = async (q: string | undefined) => {
    const text = q?.trim() ?? ''
    const isNumber = /^a?[\s\d./-]+$/i.test(text)
    const number = isNumber ? readNumber(text, yearAt(clock.now(), (await town()).timeZone)) : null
    return { number, words: number ? [] : words(text) }
  }

  return {
    async list(query: ReportList) {
      const { limit, cursor, q, ...filter } = query
      const rows = await selectReports(db, {
        ...filter,
        ...(await sought(q)),
        after: readCursor(cursor),
        limit: limit + 1,
      })
      const shown = rows.slice(0, limit)
      const last = shown.at(-1)
      const nextCursor = rows.length > limit && last ? `${last.year}_${last.sequence}` : null
      return { items: shown.map(toSummary), nextCursor }
    },

    async counts(): Promise<Record<ReportState, number>> {
      const counted = new Map((await countStates(db)).map(({ state, n }) => [state, Number(n)]))
      return Object.fromEntries(reportStates.map((state) => [state, counted.get(state) ?? 0])) as Record<
        ReportState,
        number
      >
    },

    departments: () => selectDepartments(db),

    /** Refuses with NOT_FOUND. */
    async get(id: string): Promise<Report> {
      const row = await selectReport(db, id)
      if (!row) throw new Problem('NOT_FOUND')
      const photos = await selectPhotos(db, id)
      const one = { words: row.words.split(' '), point: placeOf(row).point }
      return {
        ...toSummary(row),
        photos: photos.map(toMedia),
        history: (await selectHistory(db, id)).map(toEvent),
        similar: row.state === 'received' || row.state === 'in_progress' ? await similar(one, id) : [],
      }
    },

    similar: ({ what, where }: { readonly what: string; readonly where: string }) =>
      similar({ words: words(`${what} ${where}`), point: null }, null),
  }
}

function readCursor(cursor: string | undefined) {
  if (cursor === undefined) return null
  const found = /^(\d{1,4})_(\d{1,9})$/.exec(cursor)
  if (!found) throw new Problem('BAD_INPUT', { fields: ['cursor'] })
  return { year: Number(found[1]), sequence: Number(found[2]) }
}

const placeOf = (row: Pick<ReportRow, 'place' | 'latitude' | 'longitude'>): ReportPlace => ({
  text: row.place,
  point: toPoint(row.latitude, row.longitude),
})

const toSummary = (row: ListedReport): ReportSummary => ({
  id: row.id,
  number: numberOf(row),
  what: row.what,
  place: placeOf(row),
  department: row.department,
  state: row.state,
  citizen: row.citizen_id === null ? null : { id: row.citizen_id, name: row.citizen_name ?? '' },
  conversationId: row.conversation_id,
  notify: row.notify === 1,
  photos: Number(row.photos ?? 0),
  openedAt: row.created_at,
  changedAt: row.updated_at,
})

const toEvent = (row: Awaited<ReturnType<typeof selectHistory>>[number]): ReportEvent => ({
  id: row.id,
  at: row.at,
  author: { kind: row.author_kind, name: row.author_name },
  kind: row.kind,
  value: row.value,
  text: row.text,
})

const toMedia = (row: Awaited<ReturnType<typeof selectPhotos>>[number]): Media => ({
  id: row.id,
  mime: row.mime,
  bytes: row.bytes,
  fileName: row.file_name,
  state: row.state,
  reason: row.reason as Media['reason'],
})
