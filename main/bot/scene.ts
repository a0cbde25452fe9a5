import type { Language } from '../../contract/common.ts'
import type { Answers } from './answer.ts'
import type { Burst } from './burst.ts'
import type { Flow } from './compile.ts'
import { type Context, initialState, type State, type StepResult } from './conversation.ts'
import type { FlowStep } from './flow.ts'
import type { Flows } from './flows.ts'
import type { Understanding } from './ports.ts'
import { operatorWords, type Page, wordsFor, write } from './write.ts'

/** All that one step looks at. */
export type Scene = {
  readonly flows: Flows
  /** The flow whose steps and texts are meant. */
  readonly flow: Flow
  /** The flow that collected the answers. */
  readonly collecting: Flow
  readonly state: State
  /** The step that waited when the citizen wrote. */
  readonly here: FlowStep | undefined
  readonly burst: Burst
  readonly context: Context
  /** The citizen's language once this burst was read. */
  readonly language: Language | null
  /** What the burst means; worked out once, when somebody asks. */
  readonly understood: () => Understanding
  /** No question is open but that of the home menu. */
  readonly atHome: boolean
  /** It is time to say who is speaking. */
  readonly greet: boolean
}

/** The most replies to one burst. */
const mostReplies = 3

const hour = 3_600_000

/** Whether the citizen was not yet told, or not lately, that nobody is writing. */
export function greetingDue({ front }: Flows, state: State, now: number): boolean {
  return state.greetedAt === null || !(now - state.greetedAt < front.door.greetAgainAfterHours * hour)
}

export function stepOf(flow: Flow, id: string | null): FlowStep | undefined {
  return id !== null && Object.hasOwn(flow.document.steps, id) ? flow.document.steps[id] : undefined
}

/** The same turn, at the front door. */
export const atDoor = (scene: Scene): Scene => ({ ...scene, flow: scene.flows.front })

export function page(scene: Scene, answers: Answers, reader: Page['reader']): Page {
  const { flow, collecting, context, burst, state, language } = scene
  const citizens = wordsFor(flow, language, context.town.language)
  const said =
    state.heard === '' || burst.text === '' ? `${state.heard}${burst.text}` : `${state.heard} / ${burst.text}`
  const words = reader === 'citizen' ? citizens : operatorWords(flow)
  const labels = reader === 'citizen' ? {} : operatorWords(collecting).labels
  return { words, labels, reader, context, answers, said, language: citizens.name }
}

/** A text of the flow as the citizen reads it. */
export function tell(scene: Scene, key: string, answers: Answers = scene.state.answers): string {
  return write(page(scene, answers, 'citizen'), key)
}

/** Says who is speaking first, when that is due. */
export const introduced = (scene: Scene, replies: readonly string[]) =>
  scene.atHome && scene.greet ? [tell(scene, scene.flows.front.door.welcome), ...replies] : replies

/** Three messages at most: what is more goes into the last one. */
export function atMost(replies: readonly string[]): readonly string[] {
  const said = replies.filter((reply) => reply.trim() !== '')
  if (said.length <= mostReplies) return said
  return [...said.slice(0, mostReplies - 1), said.slice(mostReplies - 1).join('\n\n')]
}

/** The greeting counts as given: every way out of a step either gives it or says that this is an assistant. */
export const greeted = ({ context, greet, atHome, state }: Scene) => (greet && atHome ? context.now : state.greetedAt)

/** What most turns do not bring. */
export const quiet = {
  call: null,
  summary: null,
  department: null,
  alarm: false,
  optOut: null,
  card: null,
  misunderstood: null,
} as const

/** Waits at a step, with what is known so far. */
export function wait(scene: Scene, id: string, replies: readonly string[], changes: Partial<State> = {}): StepResult {
  const { flow, flows, state } = scene
  const next: State = {
    ...state,
    misses: 0,
    heard: '',
    offer: [],
    thanked: false,
    ...changes,
    flow: flow.name,
    version: flow.version,
    step: id,
    greetedAt: greeted(scene),
  }
  const home = flow === flows.front && id === flow.document.start
  const step = stepOf(flow, id)
  return {
    ...quiet,
    replies: atMost(introduced(scene, replies)),
    state: next,
    outcome: 'waiting',
    unfinished: !home || next.misses > 0 || Object.keys(next.answers).length > 0,
    topic: step && 'topic' in step ? (step.topic ?? null) : null,
    language: scene.language,
  }
}

/** Nothing is asked any more. */
export function finish(scene: Scene, replies: readonly string[], topic: string | null, thanked = false): StepResult {
  return {
    ...quiet,
    replies: atMost(introduced(scene, replies)),
    state: { ...initialState, greetedAt: greeted(scene), thanked },
    outcome: 'finished',
    unfinished: false,
    topic,
    language: scene.language,
  }
}
