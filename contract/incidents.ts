import { z } from 'zod'
import { procedure } from './base.ts'
import { id, instant } from './common.ts'

export const incidentKinds = [
  'wrong_recipient',
  'lost_device',
  'unauthorised_access',
  'line_takeover',
  'malware',
  'disclosure',
  'unavailability',
  'other',
] as const
export const incidentKind = z.enum(incidentKinds)
export type IncidentKind = z.infer<typeof incidentKind>

const words = (most: number) => z.string().trim().max(most)

/** A decision the law asks for, why it was taken, and when it was carried out. */
export const incidentDecision = z.object({
  what: z.enum(['pending', 'needed', 'not_needed']),
  reason: words(2000),
  doneAt: instant.nullable(),
})
export type IncidentDecision = z.infer<typeof incidentDecision>

/** What is known so far; GDPR article 33.5 and ENS op.exp.9. Never names or numbers of citizens. */
export const incidentFacts = z.object({
  what: words(4000),
  /** Which kinds of data, in general words. */
  data: words(1000),
  people: z.int().min(0).max(10_000_000).nullable(),
  measures: words(4000),
  evidence: words(4000),
  authority: incidentDecision,
  affected: incidentDecision,
  /** The national centre of cryptology hears of incidents with a significant impact (ENS, article 33). */
  ccn: incidentDecision,
  lesson: words(4000),
})
export type IncidentFacts = z.infer<typeof incidentFacts>

export const incidentClock = z.object({
  /** `stopped`: told in time, or there is nothing to tell. `late`: told after the 72 hours. */
  state: z.enum(['none', 'running', 'over', 'stopped', 'late']),
  deadline: instant.nullable(),
  /** Milliseconds left; negative once over. */
  left: z.int().nullable(),
  tone: z.enum(['calm', 'soon', 'urgent']),
})
export type IncidentClock = z.infer<typeof incidentClock>

export const incident = z.object({
  id,
  /** `2026/3`. */
  number: z.string(),
  kind: incidentKind,
  title: z.string(),
  knownAt: instant,
  personalData: z.boolean(),
  facts: incidentFacts,
  clock: incidentClock,
  state: z.enum(['open', 'closed']),
  closedAt: instant.nullable(),
  createdAt: instant,
  updatedAt: instant,
})
export type Incident = z.infer<typeof incident>

export const incidentEntry = z.object({
  id,
  at: instant,
  author: z.string(),
  kind: z.enum(['opened', 'changed', 'note', 'closed', 'reopened']),
  /** Of a note, the words; of a change, the names of the fields. */
  text: z.string(),
})
export type IncidentEntry = z.infer<typeof incidentEntry>

export const incidentDetail = incident.extend({ timeline: z.array(incidentEntry) })
export type IncidentDetail = z.infer<typeof incidentDetail>

const head = {
  kind: incidentKind,
  title: z.string().trim().min(5).max(160),
  knownAt: instant,
  personalData: z.boolean(),
}

export const incidents = {
  list: procedure('privacy.read').route({ method: 'GET', path: '/incidents' }).output(z.array(incident)),
  get: procedure('privacy.read')
    .route({ method: 'GET', path: '/incidents/{id}' })
    .input(z.object({ id }))
    .output(incidentDetail),
  open: procedure('privacy.write')
    .route({ method: 'POST', path: '/incidents' })
    .input(z.object({ ...head, what: z.string().trim().min(10).max(4000) }))
    .output(incidentDetail),
  /** `updatedAt`: of the incident that was read; if it moved meanwhile, nothing is saved. */
  save: procedure('privacy.write')
    .route({ method: 'PUT', path: '/incidents/{id}' })
    .input(z.object({ id, ...head, facts: incidentFacts, updatedAt: instant }))
    .output(incidentDetail),
  note: procedure('privacy.write')
    .route({ method: 'POST', path: '/incidents/{id}/notes' })
    .input(z.object({ id, text: z.string().trim().min(3).max(4000) }))
    .output(incidentDetail),
  /** Only with every decision taken and a lesson. */
  close: procedure('privacy.write')
    .route({ method: 'POST', path: '/incidents/{id}/close' })
    .input(z.object({ id }))
    .output(incidentDetail),
  reopen: procedure('privacy.write')
    .route({ method: 'POST', path: '/incidents/{id}/reopen' })
    .input(z.object({ id, reason: z.string().trim().min(5).max(1000) }))
    .output(incidentDetail),
  file: procedure('privacy.read')
    .route({ method: 'GET', path: '/incidents/{id}/file' })
    .input(z.object({ id, format: z.enum(['json']) }))
    .output(z.instanceof(Blob)),
}
