import type { Language } from '../../contract/common.ts'
import type { Answers } from './answer.ts'
import { hearAnswer } from './answers.ts'
import { arrive } from './arrive.ts'
import { commands, says, speaksOf } from './burst.ts'
import { hearChoice } from './choices.ts'
import { languageMeaning } from './compile.ts'
import { type Context, type Input, initialState, type State, type StepResult } from './conversation.ts'
import type { Flows } from './flows.ts'
import { look } from './look.ts'
import { echoOf, loopOf } from './loops.ts'
import { again, back, kept, stay, thank } from './moves.ts'
import type { CallResult } from './ports.ts'
import { atDoor, type Scene, stepOf } from './scene.ts'
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

/** Stop words alone, or a wish for no more notices; a doubt is asked about when no other question is open. */
function leaving(scene: Scene): StepResult | null {
  const { optOut, commands: words } = scene.flows.front.door
  const said = words.some(({ words: stop, next }) => next === optOut.yes && commands(scene.burst, stop))
  const meant = scene.burst.words.length > 0 && !isPlainAnswer(scene) ? scene.understood().optOut : 'no'
  if (said || meant === 'yes') return { ...arrive(atDoor(scene), optOut.yes, collected(scene)), optOut: 'yes' }
  if (meant === 'no' || !scene.atHome) return null
  return { ...arrive(atDoor(scene), optOut.ask, kept(scene)), optOut: 'ask' }
}

/** An open question is answered in a word: "no" is no wish to leave. */
const isPlainAnswer = ({ here, burst }: Scene): boolean =>
  here?.kind === 'ask' && ['yes', 'no', 'no_photo', 'later'].some((meaning) => says(burst, meaning))

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
