import { type Report, type ReportMove, type ReportState, reportMoves } from '../../../contract/reports.ts'

export type Layout = 'board' | 'list'
export const isLayout = (text: string | null): text is Layout => text === 'board' || text === 'list'

/** Where people look at a report. */
export const reportPath = (id: string): string => `/reports/${encodeURIComponent(id)}`

/** What a button calls a move: what was closed is opened again. */
export const moveName = (from: ReportState, to: ReportMove) =>
  to === 'in_progress' && from !== 'received' ? 'reopened' : to

export const movesFrom = (from: ReportState): readonly ReportMove[] => reportMoves[from]

export const mayMove = (from: ReportState, to: ReportState): to is ReportMove =>
  movesFrom(from).some((move) => move === to)

export type FormFault = 'what' | 'place'

/** The fields of a new report that are not right yet. The station checks everything again. */
export function formFaults(form: {
  readonly what: string
  readonly place: string
  readonly point: boolean
}): readonly FormFault[] {
  const right: readonly (readonly [FormFault, boolean])[] = [
    ['what', form.what.trim().length >= 3 && form.what.trim().length <= 1000],
    ['place', form.place.trim() !== '' || form.point],
  ]
  return right.flatMap(([field, isRight]) => (isRight ? [] : [field]))
}

/** What is said of a move before it is made: whether anything leaves, and if not, why. */
export const silenceOf = (report: Pick<Report, 'conversationId'>): 'noNews' | 'noCitizen' =>
  report.conversationId === null ? 'noCitizen' : 'noNews'
