import { z } from 'zod'
import type { Language } from '../../contract/common.ts'
import type { MessageKind } from '../../contract/inbox.ts'
import type { Town } from '../../contract/settings.ts'
import { type Answers, answer } from './answer.ts'
import type { CallResult, Facts, Understand, Understanding } from './ports.ts'

export const stateSchema = z.object({
  /** The flow an open question belongs to, in the version it began in; null when no question is open. */
  flow: z.string().nullable(),
  version: z.int(),
  /** The step that waits for the citizen, or for the service it called; null when no question is open. */
  step: z.string().nullable(),
  answers: z.record(z.string(), answer),
  /** Misunderstandings in a row. */
  misses: z.int(),
  /** What was not understood, cut. */
  heard: z.string(),
  /** Wishes that were offered as numbered guesses. */
  offer: z.array(z.string()),
  /** The citizen was reminded of the open question. */
  reminded: z.boolean(),
  /** The last words, compared to notice who only repeats them, and how often they came in a row. */
  echo: z.object({ words: z.string(), times: z.int() }),
  greetedAt: z.number().nullable(),
  /** Thanks were already answered. */
  thanked: z.boolean(),
})
/** Where one conversation with the assistant stands; plain JSON of at most a few kilobytes. */
export type State = Readonly<z.infer<typeof stateSchema>>

export const initialState: State = {
  flow: null,
  version: 0,
  step: null,
  answers: {},
  misses: 0,
  heard: '',
  offer: [],
  reminded: false,
  echo: { words: '', times: 0 },
  greetedAt: null,
  thanked: false,
}

/** A turn whose answers may still be waiting to leave. */
export const turnSchema = z.object({
  /** The first message it answered, and when it was recorded. */
  seq: z.int(),
  at: z.int(),
  /** Where the conversation stood before it; null when it had not begun. */
  before: stateSchema.nullable(),
  topic: z.string().nullable(),
  unfinished: z.boolean(),
  /** It changed something outside the conversation: it is not done again. */
  effects: z.boolean(),
  /** The messages it queued, by id. */
  replies: z.array(z.string()),
})
export type TurnRecord = Readonly<z.infer<typeof turnSchema>>

/** A recorded message, by which what was said can be found again. */
export type MessageOrigin = {
  readonly id: string
  readonly providerId: string | null
  /** Epoch milliseconds. */
  readonly at: number
}

export type InputMessage = {
  /** Where it is kept; absent where nothing is, as when a flow is tried out. */
  readonly origin?: MessageOrigin
  readonly kind: MessageKind
  readonly text: string
  readonly location: { readonly latitude: number; readonly longitude: number; readonly label: string | null } | null
  readonly mediaId?: string | null
}

export type Input = {
  /** What one citizen sent in one batch, oldest first: read as one. */
  readonly messages: readonly InputMessage[]
  /**
   * What the service answered that the state waits for, `exhausted` when too much was called. The messages are those of
   * the same turn.
   */
  readonly result?: CallResult | 'exhausted'
}

export type Context = {
  /** Epoch milliseconds. */
  readonly now: number
  readonly town: Town
  readonly citizenName: string
  /** The citizen's language; null while unknown. */
  readonly language: Language | null
  /** What a report opened in this step will be called. */
  readonly reference: string
  readonly understand: Understand
  readonly facts: Facts
}

/** A service to be called, and what it is told. */
export type Call = { readonly service: string; readonly args: Answers }

export type StepResult = {
  /** At most three, in order. */
  readonly replies: readonly string[]
  readonly state: State
  /**
   * `waiting`: a question or the menu is open; `calling`: the state waits for the result of `call`; `handed_over`: a
   * person must go on; `finished`: nothing is asked.
   */
  readonly outcome: 'waiting' | 'calling' | 'handed_over' | 'finished'
  /** Only for `calling`. */
  readonly call: Call | null
  /** Something the citizen began is still open. */
  readonly unfinished: boolean
  readonly topic: string | null
  /** For `handed_over`: the card an operator reads. */
  readonly summary: string | null
  readonly department: string | null
  /** People may be in danger: the console must know at once. */
  readonly alarm: boolean
  /**
   * The citizen wants no more notices, or may: notices are held until a question settles it. `no`: they were asked, and
   * go on.
   */
  readonly optOut: 'yes' | 'ask' | 'no' | null
  /** The number of the town follows the replies, as a card to keep under this name. */
  readonly card: string | null
  /** What was made of a wish that could not be acted on. */
  readonly misunderstood: Pick<Understanding, 'decision' | 'top'> | null
  /** The citizen's language as far as it is known: to be kept with the citizen. */
  readonly language: Language | null
}
