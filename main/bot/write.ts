import type { Language } from '../../contract/common.ts'
import { type TownVariable, townVariables } from '../../contract/flow.ts'
import type { Answer, Answers } from './answer.ts'
import type { Flow, Words } from './compile.ts'
import type { Context } from './conversation.ts'
import { dayInWords, nextOpening, openNow, weekInWords } from './hours.ts'
import { put } from './put.ts'
import { quotable } from './text.ts'

/** Who reads a text: operators see places to the metre and longer quotations. */
export type Reader = 'citizen' | 'operator'

export type Page = {
  readonly words: Words
  /** What operators call the answers. */
  readonly labels: Readonly<Record<string, string>>
  readonly reader: Reader
  readonly context: Context
  readonly answers: Answers
  /** The citizen's own words. */
  readonly said: string
  /** What operators call the citizen's language. */
  readonly language: string
}

/** The words a citizen is answered in: their language, else the town's, else the operators'. */
export function wordsFor(flow: Flow, language: Language | null, town: Language): Words {
  const near = (wanted: Language | null) =>
    wanted && (flow.words.get(wanted) ?? (wanted === 'ca-valencia' ? flow.words.get('ca') : undefined))
  return near(language) ?? near(town) ?? operatorWords(flow)
}

export function operatorWords(flow: Flow): Words {
  const words = flow.words.get(flow.document.operators)
  if (!words) throw new TypeError('A compiled flow has words for its operators')
  return words
}

/** A text with its variables filled in; a line whose variables are all empty is left out. */
export function write(page: Page, key: string): string {
  const text = page.words.texts[key] ?? ''
  return text.includes('{{')
    ? text
        .split('\n')
        .flatMap((line) => filled(page, line))
        .join('\n')
    : text
}

function filled(page: Page, line: string): readonly string[] {
  let asked = 0
  let known = 0
  const written = put(line, (name) => {
    const value = variable(page, name)
    asked++
    if (value !== '') known++
    return value
  })
  return asked > 0 && known === 0 ? [] : [written]
}

/** "Ahora está cerrado. Abre mañana. (Todos los Santos)" */
const withReason = (text: string, reason: string) => (text === '' || reason === '' ? text : `${text} (${reason})`)

const isVariable = (name: string): name is TownVariable => townVariables.some((variable) => variable === name)

/** The value of a variable or of a collected answer; empty when there is none. */
export function variable(page: Page, name: string): string {
  const { town, now, citizenName, reference, facts } = page.context
  if (!isVariable(name)) return isFact(name) ? fact(page, name) : answered(page, name)
  switch (name) {
    case 'town':
      return townName(town.name)
    case 'of_town':
      return ofTown(townName(town.name), page.words.language)
    case 'name':
      return quotable(citizenName, 40)
    case 'hours':
      return weekInWords({ openingHours: facts.weekAt(now) }, page.words.calendar)
    case 'open_now':
      return withReason(openNow(facts.openingAt(now), page.words.calendar), facts.closedFor(now, page.words.language))
    case 'next_opening':
      return nextOpening(facts.openingAt(now), page.words.calendar)
    case 'privacy':
      return town.privacyNotice
    case 'phone':
      return town.phone
    case 'address':
      return town.address
    case 'website':
      return town.website
    case 'reference':
      return reference
    case 'said':
      return quotable(page.said, 300)
    case 'collected':
      return collected(page).join('\n')
    case 'language':
      return page.language
  }
}

const isFact = (name: string) => name.startsWith('fact.')

const fact = ({ context, words }: Page, name: string) =>
  context.facts.variable(name.slice('fact.'.length), words.language)

/** An answer, or `call.field`: a field of what a service said. */
function answered(page: Page, name: string): string {
  const [save = '', field] = name.split('.')
  const answer = Object.hasOwn(page.answers, save) ? page.answers[save] : undefined
  if (field === undefined) return answer ? inWords(page, answer) : ''
  if (answer?.kind !== 'result' || !Object.hasOwn(answer.fields, field)) return ''
  return answer.fields[field] ?? ''
}

/** Every answer that has a label, in the order of the labels: "Qué: una farola apagada". */
const collected = (page: Page): readonly string[] =>
  Object.entries(page.labels).flatMap(([name, label]) => {
    const value = answered(page, name)
    return value === '' ? [] : [`${label}: ${value}`]
  })

/** An answer as it is read. */
export function inWords({ words, reader }: Pick<Page, 'words' | 'reader'>, answer: Answer): string {
  switch (answer.kind) {
    case 'number':
      return String(answer.value)
    case 'choice':
      return quotable(answer.label, 140)
    case 'choices':
      return answer.labels.map((label) => `• ${quotable(label, 100)}`).join('\n')
    case 'date':
      return dayInWords(answer.date, words.calendar)
    case 'phone':
      return answer.phone
    case 'result':
      return ''
    case 'text':
      return quotable(answer.text, reader === 'citizen' ? 140 : 300)
    case 'photo':
      return words.texts[answer.count > 0 ? 'yes_word' : 'no_word'] ?? ''
    case 'place': {
      const where = `${answer.latitude.toFixed(5)}, ${answer.longitude.toFixed(5)}`
      const label = quotable(answer.label, 120)
      const details = [label, reader === 'operator' ? where : ''].filter((part) => part !== '').join(' – ')
      return `${words.texts.shared_place ?? ''}${details === '' ? '' : ` (${details})`}`
    }
  }
}

/** Settings may hold "Ayuntamiento de X" where only X is wanted. */
const townName = (name: string) =>
  name.replace(/^(?:excmo\.? |ilmo\.? )?(?:ayuntamiento|ajuntament|concello|concejo) (?:de |d['’]|da |do )?/i, '')

/** "de Olmos", and in Catalan "d'Olot". */
function ofTown(name: string, language: Language): string {
  const elided = (language === 'ca' || language === 'ca-valencia') && /^[aeiouhàèéíòóú]/i.test(name)
  return elided ? `d'${name}` : `de ${name}`
}
