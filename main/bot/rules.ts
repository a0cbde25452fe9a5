import type { Language } from '../../contract/common.ts'
import { hearAnswer } from './answers.ts'
import { arrive } from './arrive.ts'
import { commands, says, speaksOf } from './burst.ts'
import { hearChoice } from './choices.ts'
import { collected } from './collected.ts'
import { languageMeaning } from './compile.ts'
import { type Context, type Input, initialState, type State, type StepResult } from './conversation.ts'
import type { Command } from './flow.ts'
import type { Flows } from './flows.ts'
import { leaving } from './leaving.ts'
import { look } from './look.ts'
import { echoOf, loopOf } from './loops.ts'
import { again, back, kept, stay, thank } from './moves.ts'
import type { CallResult } from './ports.ts'
import { atDoor, type Scene, stepOf } from './scene.ts'
import { mentions } from './understand.ts'
import { judge, textAnswer } from './validate.ts'

/**
 * One turn of the assistant: what it answers to a burst of messages and where the conversation stands then. The
 * same values always give the same result; no text makes it throw.
 */
export function step(flows: Flows, state: State, input: Input, context: Context): StepResult {
  const scene = look(flows, state, input, context)
  return withDoubt(scene, taken(scene, input))
}

function taken(scene: Scene, input: Input): StepResult {
  const { state } = scene
  if (scene.here?.kind === 'call') return input.result ? hearResult(scene, input.result) : hear(unheld(scene))
  return input.messages.length === 0 ? stay({ ...scene, greet: false }, [], { thanked: state.thanked }) : hear(scene)
}

/** Danger first, then whoever wants no more of this, then commands, and then what the open question is about. */
function hear(scene: Scene): StepResult {
  const echo = echoOf(scene.state, scene.burst)
  const result =
    alarmed(scene) ?? unanswered(scene, loopOf(echo)) ?? leaving(scene) ?? commanded(scene) ?? answered(scene)
  return { ...result, state: { ...result.state, echo } }
}

/** A machine gets no answer; a person looks at one that goes on. */
function unanswered(scene: Scene, loop: ReturnType<typeof loopOf>): StepResult | null {
  if (loop === 'none') return null
  if (loop === 'silence') return stay({ ...scene, greet: false }, [])
  return { ...arrive(atDoor(scene), scene.flows.front.door.fallback, kept(scene)), replies: [] }
}

/** The words for danger, wherever they stand; whatever else sounds like danger adds to them. */
function alarmed(scene: Scene): StepResult | null {
  const { alarms, danger } = scene.flows.front.door
  const alarm = alarms.find(({ words }) => mentions(scene.burst.alarms, words))
  const next = alarm?.next ?? (scene.burst.words.length > 0 && scene.understood().danger ? danger : null)
  return next === null ? null : { ...arrive(atDoor(scene), next, collected(scene)), alarm: true }
}

/** Whether somebody waits for an answer about leaving, and what it was. */
const isAsked = ({ flows: { front } }: Scene, { flow, step }: State): boolean =>
  flow === front.name && step === front.door.optOut.ask

/** From the moment somebody is asked whether they leave, nothing is sent until they say. */
function withDoubt(scene: Scene, result: StepResult): StepResult {
  const doubtful = result.optOut === null && isAsked(scene, result.state) && !isAsked(scene, scene.state)
  return doubtful ? { ...result, optOut: 'ask' } : result
}

function commanded(scene: Scene): StepResult | null {
  const asked = askedLanguage(scene)
  if (asked) return again({ ...scene, language: asked }, 'language_changed')
  if (scene.atHome && says(scene.burst, 'thanks')) return thank(scene)
  const heard = ({ words, match }: Command) =>
    match === 'whole' ? commands(scene.burst, words) : speaksOf(scene.burst, words)
  const own = scene.atHome ? undefined : scene.flow.document.commands.find(heard)
  if (own) return obey(scene, scene, own)
  const command = scene.flows.front.door.commands.find(heard)
  return command ? obey(scene, atDoor(scene), command) : null
}

function answered(scene: Scene): StepResult {
  if (scene.here?.kind !== 'ask') return hearChoice(scene, scene.here)
  if (!isAsked(scene, scene.state)) return hearAnswer(scene, scene.here)
  const verdict = judge(scene.here, scene).kind
  const result = hearAnswer({ ...scene, greet: false }, scene.here)
  return verdict === 'yes' || verdict === 'no' ? { ...result, optOut: verdict } : result
}

/** The open question once more, for a citizen who left it open; null when none is. */
export function remind(flows: Flows, state: State, context: Context): StepResult | null {
  const scene = look(flows, state, { messages: [] }, context)
  if (scene.atHome || scene.here?.kind === 'call') return null
  const question = again(scene, 'still_there')
  return { ...question, state: { ...question.state, misses: state.misses, heard: state.heard, reminded: true } }
}

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
  state: { ...initialState, greetedAt: scene.state.greetedAt, echo: scene.state.echo },
  here: undefined,
  atHome: true,
})

function askedLanguage({ flows, burst }: Scene): Language | null {
  return [...flows.front.words.keys()].find((language) => says(burst, languageMeaning(language))) ?? null
}

/** What is said in passing leads back to the open question; everything else leaves it. `where`: whose command it is. */
function obey(scene: Scene, where: Scene, { next, fill }: Command): StepResult {
  const target = stepOf(where.flow, next)
  if (scene.atHome || target?.kind !== 'say') {
    const taken = target?.kind === 'handover' || where === scene ? collected(scene) : {}
    return arrive(where, next, fill === undefined ? taken : { ...taken, [fill]: textAnswer(scene.burst.text) })
  }
  const answer = arrive(where, next, scene.state.answers)
  return answer.outcome === 'finished' ? back(scene, answer.replies) : answer
}
