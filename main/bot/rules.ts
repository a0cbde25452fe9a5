import type { Language } from '../../contract/common.ts'
import { type Burst, commands, readBurst, says, speaksOf } from './burst.ts'
import { type Flow, languageMeaning } from './compile.ts'
import type { Answer, Context, Input, State, StepResult } from './conversation.ts'
import type { AskStep, FlowStep, Option } from './flow.ts'
import { detectLanguage } from './language.ts'
import { placeIn } from './place.ts'
import { arrive, finish, greetingDue, type Scene, stepOf, tell, wait } from './scene.ts'
import { quotable } from './text.ts'
import { isPolite, mentions } from './understand.ts'
import { judge, longestAnswer, textAnswer } from './validate.ts'

/** After this many misunderstandings in a row a person takes over. */
const patience = 2

/**
 * One turn of the assistant: what it answers to a burst of messages and where the conversation stands then. The
 * same values always give the same result; no text makes it throw.
 */
export function step(flow: Flow, state: State, input: Input, context: Context): StepResult {
  const scene = look(flow, state, input, context)
  if (input.messages.length === 0) return stay({ ...scene, greet: false }, [], { thanked: state.thanked })
  const alarm = flow.document.alarms.find(({ words }) => mentions(scene.burst.alarms, words))
  if (alarm) return arrive(scene, alarm.next, collected(scene))
  const asked = askedLanguage(flow, scene.burst)
  if (asked) return again({ ...scene, language: asked }, 'language_changed')
  const here = stepOf(flow, state.step)
  if (scene.atHome && says(scene.burst, 'thanks')) return thank(scene)
  const command = flow.document.commands.find(({ words, match }) =>
    match === 'whole' ? commands(scene.burst, words) : speaksOf(scene.burst, words),
  )
  if (command) return obey(scene, command.next)
  return here?.kind === 'ask' ? hearAnswer(scene, here) : hearChoice(scene, here)
}

function look(flow: Flow, state: State, input: Input, context: Context): Scene {
  const burst = readBurst(flow, input.messages)
  const here = stepOf(flow, state.step)
  const atPlace = here?.kind === 'ask' && here.accepts === 'place'
  const detected = context.language === null && !atPlace ? detectLanguage(flow.languages, burst.words) : null
  return {
    flow,
    state,
    burst,
    context,
    language: context.language ?? localVariant(detected, context.town.language),
    atHome: here === undefined || state.step === flow.document.home,
    greet: greetingDue(flow, state, context.now),
  }
}

/** Catalan heard in a town that speaks Valencian is Valencian. */
const localVariant = (heard: Language | null, town: Language) =>
  heard === 'ca' && town === 'ca-valencia' ? 'ca-valencia' : heard

function askedLanguage(flow: Flow, burst: Burst): Language | null {
  return [...flow.words.keys()].find((language) => says(burst, languageMeaning(language))) ?? null
}

/** The step that waits, or the home menu. */
const hereOf = ({ flow, state, atHome }: Scene): string =>
  atHome ? flow.document.home : (state.step ?? flow.document.home)

/** Where the conversation stood, unchanged. */
function stay(scene: Scene, replies: readonly string[], changes: Partial<State> = {}): StepResult {
  const { state } = scene
  if (scene.atHome && state.step === null) return finish(scene, replies, null, changes.thanked ?? state.thanked)
  return wait(scene, hereOf(scene), replies, { misses: state.misses, heard: state.heard, ...changes })
}

/** Says something short and asks the open question again; not a misunderstanding. */
function again(scene: Scene, ...before: readonly string[]): StepResult {
  const id = hereOf(scene)
  const answers = kept(scene)
  const scenery = { ...scene, state: { ...scene.state, answers } }
  const question = stepOf(scene.flow, id)
  const text = question && 'text' in question ? question.text : undefined
  return wait(
    scenery,
    id,
    [...before, ...(text ? [text] : [])].map((key) => tell(scenery, key)),
  )
}

/** Does not understand; twice in a row and a person takes over. */
function miss(scene: Scene, ...keys: readonly string[]): StepResult {
  const { state, burst, flow } = scene
  const misses = state.misses + 1
  if (misses >= patience) return arrive(scene, flow.document.fallback, kept(scene))
  const heard = quotable(burst.text, longestAnswer)
  return wait(
    scene,
    hereOf(scene),
    keys.map((key) => tell(scene, key)),
    { misses, heard, answers: kept(scene) },
  )
}

/** A short courtesy, once, and no menu. */
function thank(scene: Scene): StepResult {
  if (scene.greet) return stay(scene, [])
  return stay(scene, scene.state.thanked ? [] : [tell(scene, 'courtesy')], { thanked: true })
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

/** A photo or a place that comes before its question is kept for it. */
function kept({ flow, state, burst }: Scene): Readonly<Record<string, Answer>> {
  const { photo, place } = flow.early
  const answers: Record<string, Answer> = { ...state.answers }
  if (photo && burst.photos > 0 && !Object.hasOwn(answers, photo))
    answers[photo] = { kind: 'photo', count: burst.photos }
  if (place && burst.place && !Object.hasOwn(answers, place)) answers[place] = { kind: 'place', ...burst.place }
  return answers
}

/** Everything a person should get who takes over now: an open question may have been answered in the same breath. */
function collected(scene: Scene): Readonly<Record<string, Answer>> {
  const answers = kept(scene)
  const here = stepOf(scene.flow, scene.state.step)
  if (here?.kind !== 'ask' || here.accepts !== 'text' || scene.burst.speech.unread === 0) return answers
  return { ...answers, [here.save]: textAnswer(scene.burst.substance) }
}

function hearAnswer(scene: Scene, ask: AskStep): StepResult {
  const { burst } = scene
  const verdict = judge(ask.accepts, burst)
  switch (verdict.kind) {
    case 'answer':
      return ask.accepts === 'yes_no' ? miss(scene, ask.retry) : save(scene, ask, verdict.answer)
    case 'yes':
    case 'no':
      return ask.accepts === 'yes_no' ? arrive(scene, ask[verdict.kind], scene.state.answers) : miss(scene, ask.retry)
    case 'later':
      return stay(scene, [tell(scene, ask.accepts === 'photo' ? ask.wait : ask.retry)])
    case 'unclear':
      return notAnAnswer(scene, ask)
  }
}

function save(scene: Scene, ask: Exclude<AskStep, { accepts: 'yes_no' }>, answer: Answer): StepResult {
  const answers = { ...withPlace(scene, ask.accepts, kept(scene)), [ask.save]: answer }
  return arrive(scene, ask.next, answers)
}

/** The street named while saying what happens. */
function withPlace({ flow, burst }: Scene, accepts: AskStep['accepts'], answers: Readonly<Record<string, Answer>>) {
  const { place } = flow.early
  const named = place && accepts === 'text' && !Object.hasOwn(answers, place) ? placeIn(burst.substance) : null
  return place && named ? { ...answers, [place]: textAnswer(named) } : answers
}

function notAnAnswer(scene: Scene, ask: AskStep): StepResult {
  const { burst, state } = scene
  if (says(burst, 'greeting')) return again(scene, 'resume')
  const news = Object.keys(kept(scene)).length > Object.keys(state.answers).length
  if (news) return again(scene, burst.photos > 0 ? 'photo_kept' : 'place_kept')
  const excuse = excuseFor(burst)
  return excuse ? miss(scene, excuse, ask.text) : miss(scene, ask.retry)
}

/** Why a message without words cannot be an answer; null when it has words. */
function excuseFor(burst: Burst): string | null {
  if (burst.words.length > 0) return null
  if (burst.voices > 0) return 'voice'
  if (burst.stickers > 0) return 'sticker'
  if (burst.photos > 0) return 'photo_kept'
  if (burst.files > 0) return 'file_kept'
  return burst.place ? 'place_kept' : 'unreadable'
}

function hearChoice(scene: Scene, here: FlowStep | undefined): StepResult {
  const menu = here?.kind === 'menu' ? here : stepOf(scene.flow, scene.flow.document.home)
  if (menu?.kind !== 'menu') return miss(scene, 'not_understood')
  const { burst } = scene
  const excuse = excuseFor(burst)
  if (excuse) return withoutWords(scene, excuse)
  const chosen = menu.options.find((_, i) => says(burst, `number_${i + 1}`)) ?? byWords(scene, menu)
  if (chosen) return choose(scene, chosen)
  if (isPolite(burst.speech)) return again(scene)
  return scene.atHome && scene.greet ? miss(scene, menu.text) : miss(scene, 'not_understood', menu.text)
}

/** Something that is not words, while nothing but the menu is open. */
function withoutWords(scene: Scene, excuse: string): StepResult {
  const resting = scene.state.step === null && !scene.greet
  if (excuse === 'sticker' && resting) return thank(scene)
  if (excuse === 'photo_kept' || excuse === 'place_kept' || excuse === 'file_kept') return again(scene, excuse)
  return miss(scene, excuse)
}

/**
 * The one option the words lead to. A wish for a person outranks the rest. When the words are about something this
 * flow knows nothing of, only that wish and what is plain in words remain. Two different wishes are none.
 */
function byWords(scene: Scene, menu: Extract<FlowStep, { kind: 'menu' }>): Option | null {
  const toPerson = (option: Option) => stepOf(scene.flow, option.next)?.kind === 'handover'
  const offered = speaksOf(scene.burst, 'other_matter') ? menu.options.filter(toPerson) : menu.options
  const options = [...offered, ...menu.also]
  const whole = options.filter((option) => says(scene.burst, option.words))
  const meant = whole.length > 0 ? whole : options.filter((option) => speaksOf(scene.burst, option.words))
  const person = meant.find(toPerson)
  if (person) return person
  return new Set(meant.map((option) => option.next)).size === 1 ? (meant[0] ?? null) : null
}

function choose(scene: Scene, option: Option): StepResult {
  const answers = Object.fromEntries(Object.entries(kept(scene)).filter(([name]) => !option.clear?.includes(name)))
  const told = option.fill !== undefined && scene.burst.speech.unread > 0
  if (!told || option.fill === undefined) return arrive(scene, option.next, answers)
  return arrive(scene, option.next, {
    ...withPlace(scene, 'text', answers),
    [option.fill]: textAnswer(scene.burst.substance),
  })
}
