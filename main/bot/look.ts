import type { Language } from '../../contract/common.ts'
import { type Burst, readBurst } from './burst.ts'
import { type Context, type Input, initialState, type State } from './conversation.ts'
import type { Flows } from './flows.ts'
import { detectLanguage } from './language.ts'
import type { Understanding } from './ports.ts'
import { greetingDue, type Scene, stepOf } from './scene.ts'

/** All that a step looks at: where the conversation stands, and what was said. */
export function look(flows: Flows, before: State, input: Input, context: Context): Scene {
  const begun = before.flow === null ? undefined : flows.find(before.flow, before.version)
  const waiting = begun ? stepOf(begun, before.step) : undefined
  const resting = begun?.name === flows.front.name && before.step === flows.front.document.start
  const atHome = waiting === undefined || resting
  const flow = atHome || !begun ? flows.front : begun
  const here = atHome ? stepOf(flows.front, before.step) : waiting
  const burst = readBurst(flows.front, flow, input.messages)
  const greet = greetingDue(flows, before, context.now)
  const understood = once(() => context.understand(burst.text, context.language))
  const atPlace = here?.kind === 'ask' && here.accepts === 'place'
  return {
    flows,
    flow,
    collecting: flow,
    here,
    state: stateNow(before, (atHome && greet) || (before.step !== null && waiting === undefined)),
    burst,
    context,
    language: context.language ?? (atPlace ? null : heardLanguage(flows, burst, understood, context.town.language)),
    understood,
    atHome,
    greet,
  }
}

/** What counts of where the conversation stood; `fresh` when it begins anew. */
const stateNow = (before: State, fresh: boolean): State =>
  fresh ? { ...initialState, greetedAt: before.greetedAt, thanked: before.thanked, echo: before.echo } : before

function once(work: () => Understanding): () => Understanding {
  let known: Understanding | undefined
  return () => {
    known ??= work()
    return known
  }
}

/** How many words it takes to tell a language that no telling word gives away. */
const fewWords = 4

function heardLanguage(flows: Flows, burst: Burst, understood: () => Understanding, town: Language): Language | null {
  const plain = detectLanguage(flows.front.languages, burst.words)
  return localVariant(plain ?? (burst.words.length < fewWords ? null : understood().lang), town)
}

/** Catalan heard in a town that speaks Valencian is Valencian. */
const localVariant = (heard: Language | null, town: Language) =>
  heard === 'ca' && town === 'ca-valencia' ? 'ca-valencia' : heard
