import type { Confirmation, Variant } from '../../contract/broadcast.ts'
import { longestBroadcast, mostVariants, type TextFault } from '../../contract/broadcast-texts.ts'
import type { Language } from '../../contract/common.ts'
import { plainText } from '../../contract/plain-text.ts'

/** What a text may leave open. */
export const variables = ['nombre', 'barrio', 'ayuntamiento'] as const
export type Variable = (typeof variables)[number]
export type Values = Readonly<Record<Variable, string>>

/** What texts are held against: who the town is and where it lives, and the lists of `resources/broadcasts`. */
export type TextTown = {
  readonly name: string
  /** Hosts of the town's own pages. */
  readonly domains: readonly string[]
}
export type Guard = {
  readonly formal: readonly string[]
  readonly asksData: readonly string[]
  readonly shorteners: readonly string[]
}

/** Words that leave, one of which the last line of a text says. */
const stopWord = /\b(baja|baixa|utzi|stop)\b/i

/** What a filling is taken to be as long as, while nobody knows it. */
const longestFilling: Values = { nombre: 'x'.repeat(20), barrio: 'x'.repeat(24), ayuntamiento: '' }

/**
 * As it leaves: no blank ends, no gaps of several lines, a first line that says who writes and a last one that says how
 * to leave. Without a word it stays so.
 */
export function finished(text: string, town: Pick<TextTown, 'name'>, farewell: string): string {
  const tidy = text
    .toWellFormed()
    .replace(/[^\S\n]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
  if (tidy === '') return ''
  const signed = saysWho(tidy, town) ? tidy : `{{ayuntamiento}}:\n${tidy}`
  const last = tidy.slice(tidy.lastIndexOf('\n') + 1)
  return stopWord.test(last) ? signed : `${signed}\n\n${farewell}`
}

const opened = /\{\{\s*([^{}]*?)\s*\}\}/g

const isVariable = (name: string): name is Variable => variables.some((one) => one === name)

/** The variables a text holds; `unknown` are none of ours. */
export function heldIn(text: string): { readonly known: ReadonlySet<Variable>; readonly unknown: readonly string[] } {
  const names = [...text.matchAll(opened)].map(([, name = '']) => name.toLowerCase())
  const unknown = names.filter((name) => !isVariable(name))
  // A brace that opens or closes nothing reaches the citizen as it stands.
  if (/\{\{|\}\}/.test(text.replace(opened, ''))) unknown.push('{{')
  return { known: new Set(names.filter(isVariable)), unknown }
}

export const filled = (text: string, values: Values) =>
  text.replace(opened, (whole, name: string) => {
    const key = name.toLowerCase()
    return isVariable(key) ? values[key] : whole
  })

/** Those it holds that would be empty for somebody. */
export const emptyIn = (text: string, values: Values): readonly Variable[] =>
  [...heldIn(text).known].filter((name) => values[name].trim() === '')

/** How long it can get. */
export const longestLength = (text: string, town: Pick<TextTown, 'name'>) =>
  filled(text, { ...longestFilling, ayuntamiento: town.name }).length

/** Without accents, case and repeated spaces: two ways of writing one thing are equal. */
export const folded = (text: string) => plainText(text).replace(/\s+/g, ' ').trim()

type Found = { readonly code: TextFault['code']; readonly detail: string }

/** What is wrong with one finished text. */
export function faultsOf(
  text: string,
  town: TextTown,
  guard: Guard,
  confirmed: readonly Confirmation[],
): readonly Found[] {
  const found: Found[] = []
  const add = (code: Found['code'], detail = '') => found.push({ code, detail })
  if (text.trim() === '') add('empty')
  const length = longestLength(text, town)
  if (length > longestBroadcast) add('too_long', String(length))
  for (const name of heldIn(text).unknown) add('unknown_variable', name)
  if (!saysWho(text, town)) add('no_sender')
  for (const { code, host } of linkFaults(text, town, guard)) add(code, host)
  if (!confirmed.includes('not_a_notification')) {
    const plain = folded(text)
    const formal = guard.formal.find((words) => plain.includes(folded(words)))
    const asks = guard.asksData.find((words) => plain.includes(folded(words)))
    if (formal !== undefined) add('looks_formal', formal)
    if (asks !== undefined) add('asks_for_data', asks)
  }
  return found
}

/** The first line names the town hall, or leaves its name to be filled in. */
function saysWho(text: string, town: Pick<TextTown, 'name'>): boolean {
  const first = text.trimStart().split('\n')[0] ?? ''
  return heldIn(first).known.has('ayuntamiento') || (town.name !== '' && folded(first).includes(folded(town.name)))
}

const address = /(?:\b(https?):\/\/)?(?<![@\w.-])((?:[a-z0-9-]+\.)+[a-z]{2,24})(?::\d+)?(?:\/[^\s]*)?/gi

type LinkFault = { readonly code: 'not_https' | 'shortener' | 'foreign_domain'; readonly host: string }

function linkFaults(text: string, { domains }: TextTown, { shorteners }: Guard): readonly LinkFault[] {
  const found: LinkFault[] = []
  for (const [whole, scheme, name = ''] of text.matchAll(address)) {
    const host = name.toLowerCase().replace(/^www\./, '')
    if (!isAddress(whole, scheme, host)) continue
    const of = (list: readonly string[]) => list.some((own) => host === own || host.endsWith(`.${own}`))
    if (of(shorteners)) found.push({ code: 'shortener', host })
    else if (!of(domains)) found.push({ code: 'foreign_domain', host })
    else if (scheme?.toLowerCase() !== 'https') found.push({ code: 'not_https', host })
  }
  return found
}

/** Endings that addresses in texts of a town have: "10.30h" or "Sr.Pérez" are none. */
const endings =
  /\.(es|com|org|net|cat|gal|eus|eu|info|gob|ly|co|gl|gd|cc|link|me|io|gy|at|cl|to|app|page|site|xyz|dev|id|in|sh)$/

const isAddress = (whole: string, scheme: string | undefined, host: string) =>
  scheme !== undefined || whole.toLowerCase().startsWith('www.') || endings.test(host)

/** Everything wrong with a broadcast's texts. `fileNeedsWord`: it has a file, and nobody said its facts are in the text too. */
export function textFaults(
  variants: readonly Variant[],
  held: {
    readonly town: TextTown
    readonly guard: Guard
    readonly confirmed: readonly Confirmation[]
    readonly hasFile: boolean
  },
): readonly TextFault[] {
  const faults: TextFault[] = variants.flatMap(({ text }, place) =>
    faultsOf(text, held.town, held.guard, held.confirmed).map((fault) => ({ ...fault, variant: place })),
  )
  for (const [lang, count] of countByLanguage(variants))
    if (count > mostVariants) faults.push({ code: 'too_many_variants', variant: null, detail: lang })
  if (held.hasFile && !held.confirmed.includes('facts_in_text'))
    faults.push({ code: 'facts_in_file', variant: null, detail: '' })
  return faults
}

function countByLanguage(variants: readonly Variant[]): ReadonlyMap<Language, number> {
  const counts = new Map<Language, number>()
  for (const { lang } of variants) counts.set(lang, (counts.get(lang) ?? 0) + 1)
  return counts
}

/** Languages with a single wording: the same text to many reads as a machine's. */
export const withOneWording = (variants: readonly Variant[]): readonly Language[] =>
  [...countByLanguage(variants)].flatMap(([lang, count]) => (count === 1 ? [lang] : []))

const longestTitle = 80

/** What it says besides who writes and how to leave, which every broadcast says. */
function matterOf(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const namesOnly = /^[\s\p{P}]*$/u.test((lines[0] ?? '').replace(opened, ''))
  if (lines.length > 1 && namesOnly) lines.shift()
  if (lines.length > 1 && stopWord.test(lines.at(-1) ?? '')) lines.pop()
  return lines.join(' ')
}

/** What a broadcast is called in lists: the beginning of what it says, without what is filled in. */
export function titleOf(variants: readonly Variant[]): string {
  const text = matterOf(variants[0]?.text ?? '')
    .replace(opened, '…')
    .replace(/\s+/g, ' ')
    .trim()
  return text.length <= longestTitle ? text : `${text.slice(0, longestTitle).toWellFormed().trimEnd()}…`
}
