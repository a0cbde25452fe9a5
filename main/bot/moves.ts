import type { Answer, Answers } from './answer.ts'
import { arrive } from './arrive.ts'
import { questionText } from './chosen.ts'
import type { Flow } from './compile.ts'
import type { State, StepResult } from './conversation.ts'
import { placeIn } from './place.ts'
import { atDoor, finish, type Scene, stepOf, tell, wait } from './scene.ts'
import { quotable } from './text.ts'
import { longestAnswer, textAnswer } from './validate.ts'

/** After this many misunderstandings in a row a person takes over. */
const patience = 2

/** The step that waits, or the home menu. */
export const hereOf = ({ flow, state, atHome }: Scene): string =>
  atHome ? flow.document.start : (state.step ?? flow.document.start)

/** Where the conversation stood, unchanged. */
export function stay(scene: Scene, replies: readonly string[], changes: Partial<State> = {}): StepResult {
  const { state } = scene
  if (scene.atHome && state.step === null) return finish(scene, replies, null, changes.thanked ?? state.thanked)
  const { misses, heard, offer } = state
  return wait(scene, hereOf(scene), replies, { misses, heard, offer, ...changes })
}

/** Says something short and asks the open question again; not a misunderstanding. */
export function again(scene: Scene, ...before: readonly string[]): StepResult {
  const id = hereOf(scene)
  const answers = kept(scene)
  const scenery = { ...scene, state: { ...scene.state, answers } }
  const question = stepOf(scene.flow, id)
  const said = before.map((key) => tell(scenery, key))
  const open = question && (question.kind === 'ask' || question.kind === 'menu')
  return wait(scenery, id, open ? [...said, questionText(scenery, question, answers)] : said)
}

/** After something asked in passing, the open question again. */
export function back(scene: Scene, replies: readonly string[]): StepResult {
  const question = again(scene)
  return { ...question, replies: [...replies, ...question.replies].slice(0, 3) }
}

/** Does not understand; twice in a row and a person takes over. */
export function miss(scene: Scene, ...keys: readonly string[]): StepResult {
  const { state, burst, flows } = scene
  const misses = state.misses + 1
  if (misses >= patience) return arrive(atDoor(scene), flows.front.door.fallback, kept(scene))
  const heard = quotable(burst.text, longestAnswer)
  return wait(
    scene,
    hereOf(scene),
    keys.map((key) => tell(scene, key)),
    { misses, heard, answers: kept(scene) },
  )
}

/** A photo or a place that comes before its question is kept for it. */
export function kept({ flow, state, burst }: Scene): Answers {
  const { photo, place } = flow.early
  const answers: Record<string, Answer> = { ...state.answers }
  if (burst.photos > 0 && !Object.hasOwn(answers, photo)) answers[photo] = { kind: 'photo', count: burst.photos }
  if (burst.place && !Object.hasOwn(answers, place)) answers[place] = { kind: 'place', ...burst.place }
  return answers
}

/** The street named while saying what happens, for a flow that will ask where. */
export function withPlace(told: string, flow: Flow, answers: Answers): Answers {
  const { place } = flow.early
  const named = flow.saves.has(place) && !Object.hasOwn(answers, place) ? placeIn(told) : null
  return named ? { ...answers, [place]: textAnswer(named) } : answers
}

/** A short courtesy, once, and no menu. */
export function thank(scene: Scene): StepResult {
  if (scene.greet) return stay(scene, [])
  return stay(scene, scene.state.thanked ? [] : [tell(scene, 'courtesy')], { thanked: true })
}
