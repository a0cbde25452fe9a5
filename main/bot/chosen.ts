import type { Answer, Answers } from './answer.ts'
import { type Burst, says, speaksOf } from './burst.ts'
import { dayIn } from './dates.ts'
import type { AskStep, FlowStep } from './flow.ts'
import { type Scene, tell } from './scene.ts'
import { nearlySame, quotable, tokens } from './text.ts'

type ChoiceStep = Extract<AskStep, { accepts: 'choice' }>
type ListedStep = Extract<AskStep, { accepts: 'choice' | 'choices' }>
export type Choice = { readonly value: string; readonly label: string }

/** The most choices of a call that are shown; where several may be taken, more. */
export const mostChoices = 8
const mostTogether = 20

/** Whether a call finds the choices of this question. */
export const isListed = (step: FlowStep): step is ListedStep =>
  step.kind === 'ask' && (step.accepts === 'choices' || (step.accepts === 'choice' && step.from !== undefined))

/** What a call found for this question, as far as it is shown. */
export function choicesFor(ask: ListedStep, answers: Answers): readonly Choice[] {
  const found = ask.from === undefined ? undefined : answers[ask.from]
  const most = ask.accepts === 'choices' ? mostTogether : mostChoices
  return found?.kind === 'result' ? found.choices.slice(0, most) : []
}

/** "1. …", one line a choice. */
export const numbered = (labels: readonly string[]): string => labels.map((label, i) => `${i + 1}. ${label}`).join('\n')

/** A question as it is asked: with the choices a call found below it. */
export function questionText(scene: Scene, step: { readonly text: string } & FlowStep, answers: Answers): string {
  const text = tell(scene, step.text, answers)
  if (!isListed(step)) return text
  return `${text}\n${numbered(choicesFor(step, answers).map(({ label }) => quotable(label, 100)))}`
}

/** The choice the citizen made, by number or in words; null when it is none, or more than one. */
export function chosen(ask: ChoiceStep, scene: Scene): Answer | null {
  const { burst, state } = scene
  if (!ask.options) {
    const choices = ofNamedDay(ask, choicesFor(ask, state.answers), scene)
    const index = indexIn(
      choices.map(({ label }) => label),
      scene,
    )
    const choice = index === null ? undefined : choices[index]
    return choice ? { kind: 'choice', ...choice } : null
  }
  const byNumber = ask.options.findIndex((_, i) => says(burst, `number_${i + 1}`))
  const meant = ask.options.flatMap((option, i) => (speaksOf(burst, option.words) ? [i] : []))
  const index = byNumber === -1 && meant.length === 1 ? (meant[0] ?? -1) : byNumber
  const option = ask.options[index]
  return option ? { kind: 'choice', value: option.value, label: lineOf(tell(scene, ask.text), index) } : null
}

/** Where another day may be named, a day leaves only its own choices. */
function ofNamedDay(ask: ChoiceStep, choices: readonly Choice[], scene: Scene): readonly Choice[] {
  if (ask.otherDay === undefined || choices.some((_, i) => says(scene.burst, `number_${i + 1}`))) return choices
  const day = dayIn(scene, scene.burst.text, { past: false })
  return day === null ? choices : choices.filter(({ label }) => dayIn(scene, label, { past: false }) === day)
}

const lineOf = (text: string, index: number) =>
  text
    .split('\n')
    .find((line) => line.startsWith(`${index + 1}. `))
    ?.slice(3) ?? ''

/** Which of the labels is meant, by its number or by words that only it has. */
export function indexIn(labels: readonly string[], { burst }: Scene): number | null {
  const byNumber = labels.findIndex((_, i) => says(burst, `number_${i + 1}`))
  if (byNumber !== -1) return byNumber
  const written = new Set(burst.words.slice(0, 40))
  const scores = labels.map((label) => overlap(tokens(label), written))
  const best = Math.max(0, ...scores)
  return best > 0 && scores.filter((score) => score === best).length === 1 ? scores.indexOf(best) : null
}

/** Words beside numbers and names that are let pass: "el 1 y el 3 xfavor". */
const mostAside = 2

/**
 * The choices named together, by their numbers, words that only one of them has, or all at once; null when none is, a
 * number is not on the list, or something is taken away again.
 */
export function chosenTogether(ask: Extract<AskStep, { accepts: 'choices' }>, scene: Scene): Answer | null {
  const { burst, state } = scene
  const choices = choicesFor(ask, state.answers)
  if (speaksOf(burst, 'no') || speaksOf(burst, ask.but)) return null
  const taken = speaksOf(burst, ask.all) ? choices : namedIn(choices, burst)
  if (!taken || taken.length === 0) return null
  return { kind: 'choices', values: taken.map(({ value }) => value), labels: taken.map(({ label }) => label) }
}

function namedIn(choices: readonly Choice[], burst: Burst): readonly Choice[] | null {
  const numbers = [...burst.text.slice(0, 300).matchAll(/\d+/g)].map(([digits]) => Number(digits))
  const spoken = [1, 2, 3, 4, 5, 6, 7, 8, 9].filter((number) => speaksOf(burst, `number_${number}`))
  const wanted = new Set(numbers.length > 0 ? numbers : spoken)
  if ([...wanted].some((number) => number < 1 || number > choices.length)) return null
  const written = new Set(burst.words.slice(0, 60))
  const own = ownWords(choices)
  const named = choices.filter((_, i) => overlap(own[i] ?? [], written) > 0)
  if (named.length === 0 && burst.speech.unread > mostAside) return null
  return choices.filter((choice, i) => wanted.has(i + 1) || named.includes(choice))
}

/** The words of each label that no other label has. */
function ownWords(choices: readonly Choice[]): readonly (readonly string[])[] {
  const all = choices.map(({ label }) => tokens(label))
  return all.map((words, i) => words.filter((word) => !all.some((others, j) => i !== j && others.includes(word))))
}

/** How many words of the label were written, small words aside; typos count in long ones. */
function overlap(label: readonly string[], written: ReadonlySet<string>): number {
  const telling = label.filter((word) => word.length > 3 || /\d/.test(word))
  const heard = (word: string) =>
    written.has(word) ||
    (word.length >= 5 && [...written].some((other) => other.length >= 5 && nearlySame(word, other)))
  return telling.filter(heard).length
}
