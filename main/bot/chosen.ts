import type { Answer, Answers } from './answer.ts'
import { says, speaksOf } from './burst.ts'
import type { AskStep, FlowStep } from './flow.ts'
import { type Scene, tell } from './scene.ts'
import { nearlySame, quotable, tokens } from './text.ts'

type ChoiceStep = Extract<AskStep, { accepts: 'choice' }>
export type Choice = { readonly value: string; readonly label: string }

/** The most choices of a call that are shown. */
export const mostChoices = 8

/** What a call found for this question, as far as it is shown. */
export function choicesFor(ask: ChoiceStep, answers: Answers): readonly Choice[] {
  const found = ask.from === undefined ? undefined : answers[ask.from]
  return found?.kind === 'result' ? found.choices.slice(0, mostChoices) : []
}

/** "1. …", one line a choice. */
export const numbered = (labels: readonly string[]): string => labels.map((label, i) => `${i + 1}. ${label}`).join('\n')

/** A question as it is asked: with the choices a call found below it. */
export function questionText(scene: Scene, step: { readonly text: string } & FlowStep, answers: Answers): string {
  const text = tell(scene, step.text, answers)
  if (step.kind !== 'ask' || step.accepts !== 'choice' || step.from === undefined) return text
  return `${text}\n${numbered(choicesFor(step, answers).map(({ label }) => quotable(label, 100)))}`
}

/** The choice the citizen made, by number or in words; null when it is none, or more than one. */
export function chosen(ask: ChoiceStep, scene: Scene): Answer | null {
  const { burst, state } = scene
  if (!ask.options) {
    const choices = choicesFor(ask, state.answers)
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

/** How many words of the label were written, small words aside; typos count in long ones. */
function overlap(label: readonly string[], written: ReadonlySet<string>): number {
  const telling = label.filter((word) => word.length > 3 || /\d/.test(word))
  const heard = (word: string) =>
    written.has(word) ||
    (word.length >= 5 && [...written].some((other) => other.length >= 5 && nearlySame(word, other)))
  return telling.filter(heard).length
}
