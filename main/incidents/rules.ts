import type { IncidentClock, IncidentFacts } from '../../contract/incidents.ts'

const HOUR_MS = 60 * 60_000

/** GDPR article 33: from when the town knows until the authority must have been told. */
export const TELL_WITHIN_MS = 72 * HOUR_MS
/** Below this the clock turns amber, and red. */
const SOON_MS = 24 * HOUR_MS
const URGENT_MS = 6 * HOUR_MS

export type Watched = {
  readonly knownAt: number
  readonly personalData: boolean
  readonly authority: IncidentFacts['authority']
}

/** How much is left of the 72 hours. It runs unless no personal data are at risk, or the authority need not be told. */
export function clockOf({ knownAt, personalData, authority }: Watched, now: number): IncidentClock {
  if (!personalData) return { state: 'none', deadline: null, left: null, tone: 'calm' }
  const deadline = knownAt + TELL_WITHIN_MS
  if (authority.what === 'not_needed') return { state: 'stopped', deadline, left: null, tone: 'calm' }
  if (authority.doneAt !== null) {
    const late = authority.doneAt > deadline
    return { state: late ? 'late' : 'stopped', deadline, left: null, tone: late ? 'urgent' : 'calm' }
  }
  const left = deadline - now
  if (left < 0) return { state: 'over', deadline, left, tone: 'urgent' }
  return { state: 'running', deadline, left, tone: toneOf(left) }
}

function toneOf(left: number): IncidentClock['tone'] {
  if (left <= URGENT_MS) return 'urgent'
  return left <= SOON_MS ? 'soon' : 'calm'
}

const undecided = { what: 'pending', reason: '', doneAt: null } as const

export const newFacts = (what: string): IncidentFacts => ({
  what,
  data: '',
  people: null,
  measures: '',
  evidence: '',
  authority: undecided,
  affected: undecided,
  ccn: undecided,
  lesson: '',
})

/** What is missing before an incident may be closed: names of fields. */
export function missingToClose(facts: IncidentFacts, personalData: boolean): readonly string[] {
  const decisions = personalData ? (['authority', 'affected', 'ccn'] as const) : (['ccn'] as const)
  const undone = decisions.filter((name) => !isSettled(facts[name]))
  const empty = (['what', 'measures', 'lesson'] as const).filter((name) => facts[name] === '')
  return [...empty, ...undone]
}

/** Decided against with a reason, or decided for and carried out. */
const isSettled = ({ what, reason, doneAt }: IncidentFacts['authority']) =>
  what === 'needed' ? doneAt !== null : what === 'not_needed' && reason !== ''

/** The fields in which two records differ, dotted and in order. */
export function changedFields(before: object, after: object, under = ''): readonly string[] {
  const old: Readonly<Record<string, unknown>> = { ...before }
  return Object.entries(after).flatMap(([name, value]) => {
    const was = old[name]
    if (isRecord(value) && isRecord(was)) return changedFields(was, value, `${under}${name}.`)
    return JSON.stringify(was) === JSON.stringify(value) ? [] : [`${under}${name}`]
  })
}

const isRecord = (value: unknown): value is object => typeof value === 'object' && value !== null
