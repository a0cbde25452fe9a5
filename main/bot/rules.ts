import type { Language } from '../../contract/common.ts'
import { hearAnswer } from './answers.ts'
import { type Burst, commands, readBurst, says, speaksOf } from './burst.ts'
import { hearChoice } from './choices.ts'
import { type Flow, languageMeaning } from './compile.ts'
import { type Answer, type Context, type Input, initialState, type State, type StepResult } from './conversation.ts'
import { detectLanguage } from './language.ts'
import { again, kept, stay, thank } from './moves.ts'
import { arrive, greetingDue, type Scene, stepOf } from './scene.ts'
import { mentions } from './understand.ts'
import { textAnswer } from './validate.ts'

/**
 * One turn of the assistant: what it answers to a burst of messages and where the conversation stands then. The
 * same values always give the same result; no text makes it throw.
 */
export function step(flow: Flow, state: State, input: Input, context: Context): StepResult {
  const scene = look(flow, state, input, context)
  if (input.messages.length === 0) return stay({ ...scene, state, greet: false }, [], { thanked: state.thanked })
  const alarm = flow.document.alarms.find(({ words }) => mentions(scene.burst.alarms, words))
  if (alarm) return arrive(scene, alarm.next, collected(scene))
  const asked = askedLanguage(flow, scene.burst)
  if (asked) return again({ ...scene, language: asked }, 'language_changed')
  const here = stepOf(flow, scene.state.step)
  if (scene.atHome && says(scene.burst, 'thanks')) return thank(scene)
  const command = flow.document.commands.find(({ words, match }) =>
    match === 'whole' ? commands(scene.burst, words) : speaksOf(scene.burst, words),
  )
  if (command) return obey(scene, command.next)
  return here?.kind === 'ask' ? hearAnswer(scene, here) : hearChoice(scene, here)
}

function look(flow: Flow, before: State, input: Input, context: Context): Scene {
  const burst = readBurst(flow, input.messages)
  const here = stepOf(flow, before.step)
  const atHome = here === undefined || before.step === flow.document.home
  const greet = greetingDue(flow, before, context.now)
  const atPlace = here?.kind === 'ask' && here.accepts === 'place'
  const detected = context.language === null && !atPlace ? detectLanguage(flow.languages, burst.words) : null
  return {
    flow,
    state: atHome && greet ? { ...initialState, greetedAt: before.greetedAt } : before,
    burst,
    context,
    language: context.language ?? localVariant(detected, context.town.language),
    atHome,
    greet,
  }
}

/** Catalan heard in a town that speaks Valencian is Valencian. */
const localVariant = (heard: Language | null, town: Language) =>
  heard === 'ca' && town === 'ca-valencia' ? 'ca-valencia' : heard

function askedLanguage(flow: Flow, burst: Burst): Language | null {
  return [...flow.words.keys()].find((language) => says(burst, languageMeaning(language))) ?? null
}

function obey(scene: Scene, next: string): StepResult {
  const target = stepOf(scene.flow, next)
  if (scene.atHome || target?.kind !== 'say') {
    return arrive(scene, next, target?.kind === 'handover' ? collected(scene) : {})
  }
  const answer = arrive(scene, next, scene.state.answers)
  return answer.outcome === 'finished' ? back(scene, answer.replies) : answer
}

/** After something asked in passing, the open question again. */
function back(scene: Scene, replies: readonly string[]): StepResult {
  const question = again(scene)
  return { ...question, replies: [...replies, ...question.replies].slice(0, 3) }
}

/** Everything a person should get who takes over now: an open question may have been answered in the same breath. */
function collected(scene: Scene): Readonly<Record<string, Answer>> {
  const answers = kept(scene)
  const here = stepOf(scene.flow, scene.state.step)
  if (here?.kind !== 'ask' || here.accepts !== 'text' || scene.burst.speech.unread === 0) return answers
  return { ...answers, [here.save]: textAnswer(scene.burst.substance) }
}
