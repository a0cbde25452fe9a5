import { z } from 'zod'
import { procedure } from './base.ts'
import { id, instant, language, page, pageQuery } from './common.ts'
import { media } from './inbox.ts'

export const reportStates = ['received', 'in_progress', 'done', 'dismissed'] as const
export const reportState = z.enum(reportStates)
export type ReportState = z.infer<typeof reportState>

/** Where a report can go from each state. What was closed may be taken up again. */
export const reportMoves = {
  received: ['in_progress', 'done', 'dismissed'],
  in_progress: ['done', 'dismissed'],
  done: ['in_progress'],
  dismissed: ['in_progress'],
} as const satisfies Readonly<Record<ReportState, readonly ReportState[]>>
export type ReportMove = (typeof reportMoves)[ReportState][number]

/** Where it is, in words and on the map; at least one of the two is known. */
export const reportPlace = z.object({
  text: z.string().trim().max(200),
  point: z.object({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) }).nullable(),
})
export type ReportPlace = z.infer<typeof reportPlace>

export const reportSummary = z.object({
  id,
  /** What people call it, such as `A-26-0042`: the year and its place in that year. */
  number: z.string(),
  what: z.string(),
  place: reportPlace,
  /** Empty while nobody has been given it. */
  department: z.string(),
  state: reportState,
  citizen: z.object({ id, name: z.string() }).nullable(),
  conversationId: id.nullable(),
  /** The citizen asked to be told when the state changes. */
  notify: z.boolean(),
  photos: z.int(),
  openedAt: instant,
  changedAt: instant,
})
export type ReportSummary = z.infer<typeof reportSummary>

export const reportEvent = z.object({
  id,
  at: instant,
  author: z.object({ kind: z.enum(['bot', 'operator']), name: z.string().nullable() }),
  /** `opened`, a change of `state` or `department`, a `note` among operators, or that the citizen was `told`. */
  kind: z.enum(['opened', 'state', 'department', 'note', 'told']),
  /** The state or department from then on; null for the rest. */
  value: z.string().nullable(),
  /** The reason of a state, the words of a note or those the citizen was told. */
  text: z.string(),
})
export type ReportEvent = z.infer<typeof reportEvent>

export const similarReport = reportSummary
  .pick({ id: true, number: true, what: true, place: true, state: true, openedAt: true })
  .extend({
    /** How far away, in metres; null when one of the two has no point on the map. */
    metres: z.int().nullable(),
  })
export type SimilarReport = z.infer<typeof similarReport>

export const report = reportSummary.omit({ photos: true }).extend({
  photos: z.array(media),
  history: z.array(reportEvent),
  /** Open reports that may be of the same thing, the likeliest first. */
  similar: z.array(similarReport),
})
export type Report = z.infer<typeof report>

/** What the citizen would be told. */
export const reportNews = z.object({
  /** Null when nothing is sent: they did not ask, or no conversation leads to them. */
  text: z.string().nullable(),
  /** Who says it: the assistant, or the operator where a person has the conversation. */
  voice: z.enum(['assistant', 'operator']),
  language,
})
export type ReportNews = z.infer<typeof reportNews>

const target = z.object({ id })
const reason = z.string().trim().min(3).max(500)
const what = z.string().trim().min(3).max(1000)
const department = z.string().trim().max(80)

export const reports = {
  list: procedure('inbox.read')
    .route({ method: 'GET', path: '/reports', summary: 'Reports, the newest first' })
    .input(
      pageQuery.extend({
        state: reportState.optional(),
        department: department.optional(),
        /** Those of the citizen of this conversation, whoever wrote them down. */
        conversationId: id.optional(),
        /** Words of what, where or the number. */
        q: z.string().max(200).optional(),
      }),
    )
    .output(page(reportSummary)),
  counts: procedure('inbox.read')
    .route({ method: 'GET', path: '/reports/counts', summary: 'How many reports each state holds' })
    .output(z.record(reportState, z.int())),
  departments: procedure('inbox.read')
    .route({ method: 'GET', path: '/reports/departments', summary: 'Departments that have or had a report' })
    .output(z.array(z.string())),
  get: procedure('inbox.read')
    .route({ method: 'GET', path: '/reports/{id}', summary: 'One report with its history' })
    .input(target)
    .output(report),
  similar: procedure('inbox.read')
    .route({ method: 'GET', path: '/reports/similar', summary: 'Open reports that may be of the same thing' })
    .input(z.object({ what: z.string().max(1000), where: z.string().max(200).default('') }))
    .output(z.array(similarReport)),
  open: procedure('inbox.write')
    .route({ method: 'POST', path: '/reports', summary: 'Open a report' })
    .input(
      z.object({
        what,
        place: reportPlace,
        department: department.default(''),
        /** Of the citizen who reports it; none at the counter. */
        conversationId: id.optional(),
        /** Pictures of that conversation. */
        photos: z.array(id).max(10).default([]),
        notify: z.boolean().default(false),
      }),
    )
    .output(report),
  preview: procedure('inbox.read')
    .route({ method: 'GET', path: '/reports/{id}/preview', summary: 'What the citizen would be told of a new state' })
    .input(z.object({ id, state: reportState, reason: z.string().max(500).default('') }))
    .output(reportNews),
  changeState: procedure('inbox.write')
    .route({ method: 'POST', path: '/reports/{id}/state', summary: 'Change the state and tell the citizen' })
    .input(
      z.object({
        id,
        state: reportState,
        /** The citizen reads it. A report is dismissed with one only. */
        reason: reason.optional(),
      }),
    )
    .output(report),
  assign: procedure('inbox.write')
    .route({ method: 'POST', path: '/reports/{id}/department', summary: 'Give it to a department' })
    .input(z.object({ id, department }))
    .output(report),
  note: procedure('inbox.write')
    .route({ method: 'POST', path: '/reports/{id}/notes', summary: 'Write a note that no citizen reads' })
    .input(z.object({ id, text: z.string().trim().min(1).max(2000) }))
    .output(report),
}
