import { type TownVariable, textLimit, townVariables } from '../../../../contract/flow.ts'

export const isTownVariable = (name: string): name is TownVariable => townVariables.some((known) => known === name)

/** The names between double braces, each once. */
export const variablesIn = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(/\{\{(.*?)\}\}/g)].map(([, name = '']) => name)),
]

/** Room left: `tight` from nine tenths of the limit, `over` beyond it. */
export function roomOf(text: string): { readonly length: number; readonly state: 'free' | 'tight' | 'over' } {
  const { length } = text
  if (length > textLimit) return { length, state: 'over' }
  return { length, state: length >= textLimit * 0.9 ? 'tight' : 'free' }
}

/**
 * A text as the phone shows it: variables filled in, lines whose variables are all empty left out.
 * `value` gives "" for what is not known.
 */
export function filled(text: string, value: (name: string) => string): string {
  return text
    .split('\n')
    .filter((line) => {
      const names = variablesIn(line)
      return names.length === 0 || names.some((name) => value(name) !== '')
    })
    .map((line) => line.replaceAll(/\{\{(.*?)\}\}/g, (_, name: string) => value(name)))
    .join('\n')
}

/** A piece of a text as WhatsApp shows it. */
export type Piece = { readonly text: string; readonly bold: boolean }

/** WhatsApp shows `*what stands between asterisks*` bold. */
export function pieces(text: string): readonly Piece[] {
  const parts = text.split(/(?<![\p{L}\d*])\*(\S(?:[^*\n]*\S)?)\*(?![\p{L}\d*])/gu)
  return parts.map((part, i) => ({ text: part, bold: i % 2 === 1 })).filter((piece) => piece.text !== '')
}

/** `text` with `{{name}}` in place of what is selected, and where the cursor stands afterwards. */
export function inserted(text: string, from: number, to: number, name: string): { text: string; cursor: number } {
  const variable = `{{${name}}}`
  return { text: text.slice(0, from) + variable + text.slice(to), cursor: from + variable.length }
}
