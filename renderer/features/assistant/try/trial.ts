import type { TryAnswer } from '../../../../contract/assistant.ts'
import type { Language } from '../../../../contract/common.ts'

/** What stands in the thread of the test phone. */
export type Line =
  | { readonly kind: 'mine'; readonly text: string }
  | { readonly kind: 'reply'; readonly text: string }
  | { readonly kind: 'answer'; readonly answer: TryAnswer }

export type Trial = {
  readonly lines: readonly Line[]
  /** What the station gave back last; null before the first word. */
  readonly state: string | null
  readonly last: TryAnswer | null
}

export type Circumstances = {
  /** Null: the citizen's language is not known yet. */
  readonly language: Language | null
  /** As a `datetime-local` field writes it; empty for the present moment. */
  readonly at: string
}

export const untold: Trial = { lines: [], state: null, last: null }

export const told = (trial: Trial, text: string): Trial => ({
  ...trial,
  lines: [...trial.lines, { kind: 'mine', text }],
})

export function answered(trial: Trial, answer: TryAnswer): Trial {
  const replies = answer.replies.map((text): Line => ({ kind: 'reply', text }))
  return { lines: [...trial.lines, ...replies, { kind: 'answer', answer }], state: answer.state, last: answer }
}

/** The moment a `datetime-local` field names, on this computer's clock; undefined for the present one. */
export function momentOf(at: string): number | undefined {
  const moment = at === '' ? Number.NaN : new Date(at).getTime()
  return Number.isNaN(moment) ? undefined : moment
}
