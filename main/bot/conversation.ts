import { z } from 'zod'
import type { Language } from '../../contract/common.ts'
import type { MessageKind } from '../../contract/inbox.ts'
import type { Town } from '../../contract/settings.ts'

const answer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({ kind: z.literal('place'), latitude: z.number(), longitude: z.number(), label: z.string() }),
  /** How many photos came; 0 when the citizen has none. */
  z.object({ kind: z.literal('photo'), count: z.int() }),
])
/** What a citizen answered to one question. */
export type Answer = Readonly<z.infer<typeof answer>>

export const stateSchema = z.object({
  /** The step that waits for the citizen; null when no question is open. */
  step: z.string().nullable(),
  answers: z.record(z.string(), answer),
  /** Misunderstandings in a row. */
  misses: z.int(),
  /** What was not understood, cut. */
  heard: z.string(),
  greetedAt: z.number().nullable(),
  /** Thanks were already answered. */
  thanked: z.boolean(),
})
/** Where one conversation with the assistant stands; plain JSON of at most a few kilobytes. */
export type State = Readonly<z.infer<typeof stateSchema>>

export const initialState: State = { step: null, answers: {}, misses: 0, heard: '', greetedAt: null, thanked: false }

export type InputMessage = {
  readonly kind: MessageKind
  readonly text: string
  readonly location: { readonly latitude: number; readonly longitude: number; readonly label: string | null } | null
  readonly mediaId?: string | null
}

/** What one citizen sent in one batch, oldest first: read as one. */
export type Input = { readonly messages: readonly InputMessage[] }

export type Context = {
  /** Epoch milliseconds. */
  readonly now: number
  readonly town: Town
  readonly citizenName: string
  /** The citizen's language; null while unknown. */
  readonly language: Language | null
  /** What a report opened in this step will be called. */
  readonly reference: string
}

export type StepResult = {
  /** At most three, in order. */
  readonly replies: readonly string[]
  readonly state: State
  /** `waiting`: a question or the menu is open; `handed_over`: a person must go on; `finished`: nothing is asked. */
  readonly outcome: 'waiting' | 'handed_over' | 'finished'
  /** Something the citizen began is still open. */
  readonly unfinished: boolean
  readonly topic: string | null
  /** For `handed_over`: the card an operator reads. */
  readonly summary: string | null
  readonly department: string | null
  /** The citizen's language as far as it is known: to be kept with the citizen. */
  readonly language: Language | null
}
