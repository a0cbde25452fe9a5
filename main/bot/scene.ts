import type { Language } from '../../contract/common.ts'
import type { Burst } from './burst.ts'
import type { Flow } from './compile.ts'
import { type Answer, type Context, initialState, type State, type StepResult } from './conversation.ts'
import type { FlowStep } from './flow.ts'
import { operatorWords, type Page, variable, wordsFor, write } from './write.ts'

/** All that one step looks at. */
export type Scene = {
  readonly flow: Flow
  readonly state: State
  readonly burst: Burst
  readonly context: Context
  /** The citizen's language once this burst was read. */
  readonly language: Language | null
  /** No question is open but that of the home menu. */
  readonly atHome: boolean
  /** It is time to say who is speaking. */
  readonly greet: boolean
}

type Answers = Readonly<Record<string, Answer>>

/** The most replies to one burst. */
const mostReplies = 3

const hour = 3_600_000

/** Whether the citizen was not yet told, or not lately, that nobody is writing. */
export function greetingDue(flow: Flow, state: State, now: number): boolean {
  return state.greetedAt === null || !(now - state.greetedAt < flow.document.greetAgainAfterHours * hour)
}

export function stepOf(flow: Flow, id: string | null): FlowStep | undefined {
  return id !== null && Object.hasOwn(flow.document.steps, id) ? flow.document.steps[id] : undefined
}

function page(scene: Scene, answers: Answers, reader: Page['reader']): Page {
  const { flow, context, burst, state, language } = scene
  const citizens = wordsFor(flow, language, context.town.language)
  const said =
    state.heard === '' || burst.text === '' ? `${state.heard}${burst.text}` : `${state.heard} / ${burst.text}`
  const words = reader === 'citizen' ? citizens : operatorWords(flow)
  return { words, reader, context, answers, said, language: citizens.name }
}

/** A text of the flow as the citizen reads it. */
export function tell(scene: Scene, key: string, answers: Answers = scene.state.answers): string {
  return write(page(scene, answers, 'citizen'), key)
}

/** Says who is speaking first, when that is due. */
const introduced = (scene: Scene, replies: readonly string[]) =>
  scene.atHome && scene.greet ? [tell(scene, scene.flow.document.welcome), ...replies] : replies

function atMost(replies: readonly string[]): readonly string[] {
  const said = replies.filter((reply) => reply.trim() !== '')
  if (said.length <= mostReplies) return said
  return [...said.slice(0, mostReplies - 1), said.slice(mostReplies - 1).join('\n\n')]
}

/** The greeting counts as given: every way out of a step either gives it or says that this is an assistant. */
const greeted = ({ context, greet, atHome, state }: Scene) => (greet && atHome ? context.now : state.greetedAt)

/** Waits at a step, with what is known so far. */
export function wait(scene: Scene, id: string, replies: readonly string[], changes: Partial<State> = {}): StepResult {
  const { flow, state } = scene
  const next: State = {
    ...state,
    misses: 0,
    heard: '',
    thanked: false,
    ...changes,
    step: id,
    greetedAt: greeted(scene),
  }
  const home = id === flow.document.home
  const step = stepOf(flow, id)
  return {
    replies: atMost(introduced(scene, replies)),
    state: next,
    outcome: 'waiting',
    unfinished: !home || next.misses > 0 || Object.keys(next.answers).length > 0,
    topic: step && 'topic' in step ? (step.topic ?? null) : null,
    summary: null,
    department: null,
    language: scene.language,
  }
}

/** Nothing is asked any more. */
export function finish(scene: Scene, replies: readonly string[], topic: string | null, thanked = false): StepResult {
  return {
    replies: atMost(introduced(scene, replies)),
    state: { ...initialState, greetedAt: greeted(scene), thanked },
    outcome: 'finished',
    unfinished: false,
    topic,
    summary: null,
    department: null,
    language: scene.language,
  }
}

/** What was said on the way to a step. */
type Way = { readonly replies: readonly string[]; readonly topic: string | null }

/** The citizen is sent on to step `id`: says what there is to say until somebody has to answer. */
export function arrive(
  scene: Scene,
  id: string | undefined,
  answers: Answers,
  way: Way = { replies: [], topic: null },
): StepResult {
  const step = stepOf(scene.flow, id ?? null)
  if (!step || id === undefined) return finish(scene, way.replies, way.topic)
  const said = (key: string) => [...way.replies, tell(scene, key, answers)]
  switch (step.kind) {
    case 'say':
      if (step.needs !== undefined && variable(page(scene, answers, 'citizen'), step.needs) === '') {
        return arrive(scene, step.otherwise, answers, way)
      }
      return arrive(scene, step.next, answers, { replies: said(step.text), topic: step.topic ?? way.topic })
    case 'menu':
      return wait(scene, id, said(step.text), { answers })
    case 'ask':
      if (step.accepts !== 'yes_no' && Object.hasOwn(answers, step.save)) return arrive(scene, step.next, answers, way)
      return wait(scene, id, said(step.text), { answers })
    case 'handover':
      return handOver(scene, step, way.replies, answers)
    case 'end':
      return finish(scene, step.text ? said(step.text) : way.replies, way.topic)
  }
}

function handOver(
  scene: Scene,
  step: Extract<FlowStep, { kind: 'handover' }>,
  before: readonly string[],
  answers: Answers,
): StepResult {
  const here = stepOf(scene.flow, scene.state.step)
  const current = here && 'topic' in here ? here.topic : undefined
  const text = tell(scene, step.text, answers)
  return {
    replies: atMost(step.abrupt ? [text] : introduced(scene, [...before, text])),
    state: { ...initialState, greetedAt: greeted(scene) },
    outcome: 'handed_over',
    unfinished: false,
    topic: step.topic ?? current ?? step.fallbackTopic ?? null,
    summary: write(page(scene, answers, 'operator'), step.summary),
    department: step.department,
    language: scene.language,
  }
}
