import type { Answer, State, StepResult } from './conversation.ts'
import type { AskStep } from './flow.ts'
import { placeIn } from './place.ts'
import { arrive, finish, type Scene, stepOf, tell, wait } from './scene.ts'
import { quotable } from './text.ts'
import { longestAnswer, textAnswer } from './validate.ts'

/** After this many misunderstandings in a row a person takes over. */
const patience = 2

/** The step that waits, or the home menu. */
export const hereOf = ({ flow, state, atHome }: Scene): string =>
  atHome ? flow.document.home : (state.step ?? flow.document.home)

/** Where the conversation stood, unchanged. */
export function stay(scene: Scene, replies: readonly string[], changes: Partial<State> = {}): StepResult {
  const { state } = scene
  if (scene.atHome && state.step === null) return finish(scene, replies, null, changes.thanked ?? state.thanked)
  return wait(scene, hereOf(scene), replies, { misses: state.misses, heard: state.heard, ...changes })
}

/** Says something short and asks the open question again; not a misunderstanding. */
export function again(scene: Scene, ...before: readonly string[]): StepResult {
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
export function miss(scene: Scene, ...keys: readonly string[]): StepResult {
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

/** A photo or a place that comes before its question is kept for it. */
export function kept({ flow, state, burst }: Scene): Readonly<Record<string, Answer>> {
  const { photo, place } = flow.early
  const answers: Record<string, Answer> = { ...state.answers }
  if (photo && burst.photos > 0 && !Object.hasOwn(answers, photo))
    answers[photo] = { kind: 'photo', count: burst.photos }
  if (place && burst.place && !Object.hasOwn(answers, place)) answers[place] = { kind: 'place', ...burst.place }
  return answers
}

/** The street named while saying what happens. */
export function withPlace(
  { flow, burst }: Scene,
  accepts: AskStep['accepts'],
  answers: Readonly<Record<string, Answer>>,
) {
  const { place } = flow.early
  const named = place && accepts === 'text' && !Object.hasOwn(answers, place) ? placeIn(burst.substance) : null
  return place && named ? { ...answers, [place]: textAnswer(named) } : answers
}

/** A short courtesy, once, and no menu. */
export function thank(scene: Scene): StepResult {
  if (scene.greet) return stay(scene, [])
  return stay(scene, scene.state.thanked ? [] : [tell(scene, 'courtesy')], { thanked: true })
}
