import type { Language } from '../../contract/common.ts'
import type { Answers } from './answer.ts'
import { hearAnswer } from './answers.ts'
import { arrive } from './arrive.ts'
import { type Burst, commands, readBurst, says, speaksOf } from './burst.ts'
import { hearChoice } from './choices.ts'
import { languageMeaning } from './compile.ts'
import { type Context, type Input, initialState, type State, type StepResult } from './conversation.ts'
import type { Flows } from './flows.ts'
import { detectLanguage } from './language.ts'
import { again, back, kept, stay, thank } from './moves.ts'
import type { CallResult, Understanding } from './ports.ts'
import { atDoor, greetingDue, type Scene, stepOf } from './scene.ts'
import { mentions } from './understand.ts'
import { textAnswer } from './validate.ts'

/**
 * One turn of the assistant: what it answers to a burst of messages and where the conversation stands then. The
 * same values always give the same result; no text makes it throw.
 */
export function step(flows: Flows, state: State, input: Input, context: Context): StepResult {
  const scene = look(flows, state, input, context)
  if (scene.here?.kind === 'call') return input.result ? hearResult(scene, input.result) : hear(unheld(scene))
  return input.messages.length === 0 ? stay({ ...scene, greet: false }, [], { thanked: state.thanked }) : hear(scene)
}

/** Danger first, then whoever wants no more of this, then commands, and then what the open question is about. */
function hear(scene: Scene): StepResult {
  return alarmed(scene) ?? leaving(scene) ?? commanded(scene) ?? answered(scene)
}

/** The words for danger, wherever they stand; whatever else sounds like danger adds to them. */
function alarmed(scene: Scene): StepResult | null {
  const { alarms, danger } = scene.flows.front.door
  const alarm = alarms.find(({ words }) => mentions(scene.burst.alarms, words))
  const next = alarm?.next ?? (scene.burst.words.length > 0 && scene.understood().danger ? danger : null)
  return next === null ? null : { ...arrive(atDoor(scene), next, collected(scene)), alarm: true }
}

/** Stop words alone, or a wish for no more notices; a doubt is asked about when no other question is open. */
function leaving(scene: Scene): StepResult | null {
  const { optOut, commands: words } = scene.flows.front.door
  const said = words.some(({ words: stop, next }) => next === optOut.yes && commands(scene.burst, stop))
  const meant = scene.burst.words.length > 0 ? scene.understood().optOut : 'no'
  if (said || meant === 'yes') return { ...arrive(atDoor(scene), optOut.yes, collected(scene)), optOut: 'yes' }
  if (meant === 'no' || !scene.atHome) return null
  return { ...arrive(atDoor(scene), optOut.ask, kept(scene)), optOut: 'ask' }
}

function commanded(scene: Scene): StepResult | null {
  const asked = askedLanguage(scene)
  if (asked) return again({ ...scene, language: asked }, 'language_changed')
  if (scene.atHome && says(scene.burst, 'thanks')) return thank(scene)
  const command = scene.flows.front.door.commands.find(({ words, match }) =>
    match === 'whole' ? commands(scene.burst, words) : speaksOf(scene.burst, words),
  )
  return command ? obey(scene, command.next) : null
}

const answered = (scene: Scene): StepResult =>
  scene.here?.kind === 'ask' ? hearAnswer(scene, scene.here) : hearChoice(scene, scene.here)

/** A service answered: its fields and choices are kept under the name the step gives them. */
function hearResult(scene: Scene, result: CallResult | 'exhausted'): StepResult {
  const { here, state } = scene
  if (result === 'exhausted') return arrive(atDoor(scene), scene.flows.front.door.fallback, state.answers)
  if (here?.kind !== 'call') return stay(scene, [])
  if (!result.ok) return arrive(scene, here.failed, state.answers)
  const saved = { kind: 'result' as const, fields: { ...result.fields }, choices: [...(result.choices ?? [])] }
  return arrive(scene, here.next, { ...state.answers, [here.save]: saved })
}

/** A call that nobody answered is forgotten. */
const unheld = (scene: Scene): Scene => ({
  ...atDoor(scene),
  state: { ...initialState, greetedAt: scene.state.greetedAt },
  here: undefined,
  atHome: true,
})

function look(flows: Flows, before: State, input: Input, context: Context): Scene {
  const begun = before.flow === null ? undefined : flows.find(before.flow, before.version)
  const waiting = begun ? stepOf(begun, before.step) : undefined
  const atHome =
    waiting === undefined || (begun?.name === flows.front.name && before.step === flows.front.document.start)
  const flow = atHome || !begun ? flows.front : begun
  const here = atHome ? stepOf(flows.front, before.step) : waiting
  const burst = readBurst(flows.front, flow, input.messages)
  const greet = greetingDue(flows, before, context.now)
  const fresh = (atHome && greet) || (before.step !== null && waiting === undefined)
  const atPlace = here?.kind === 'ask' && here.accepts === 'place'
  const understood = once(() => context.understand(burst.text, context.language))
  return {
    flows,
    flow,
    collecting: flow,
    here,
    state: fresh ? { ...initialState, greetedAt: before.greetedAt, thanked: before.thanked } : before,
    burst,
    context,
    language: context.language ?? (atPlace ? null : heardLanguage(flows, burst, understood, context.town.language)),
    understood,
    atHome,
    greet,
  }
}

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

function askedLanguage({ flows, burst }: Scene): Language | null {
  return [...flows.front.words.keys()].find((language) => says(burst, languageMeaning(language))) ?? null
}

function obey(scene: Scene, next: string): StepResult {
  const target = stepOf(scene.flows.front, next)
  const door = atDoor(scene)
  if (scene.atHome || target?.kind !== 'say') {
    return arrive(door, next, target?.kind === 'handover' ? collected(scene) : {})
  }
  const answer = arrive(door, next, scene.state.answers)
  return answer.outcome === 'finished' ? back(scene, answer.replies) : answer
}

/** Everything a person should get who takes over now: an open question may have been answered in the same breath. */
function collected(scene: Scene): Answers {
  const answers = kept(scene)
  const { here } = scene
  if (here?.kind !== 'ask' || here.accepts !== 'text' || scene.burst.speech.unread === 0) return answers
  return { ...answers, [here.save]: textAnswer(scene.burst.substance) }
}
