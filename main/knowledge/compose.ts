import type { Language } from '../../contract/common.ts'
import type { FactBody } from '../../contract/knowledge.ts'
import { isStale, longestMessage, spokenIn, variablesIn } from './rules.ts'
import { type Wording, wordingIn } from './wording.ts'

/** A message that is ready to be sent. */
export type ReadyAnswer = {
  readonly text: string
  readonly stale: boolean
  /** What it is written in. */
  readonly language: Language
}

export type Composed =
  | ({ readonly ok: true } & ReadyAnswer)
  | {
      readonly ok: false
      readonly problem: 'unknown_variable' | 'too_long'
      readonly text: string
      readonly stale: boolean
      readonly variable: string | null
    }

type Department = Extract<FactBody, { kind: 'department' }>

export type Surroundings = {
  readonly town: Language
  /** `YYYY-MM-DD` of the town. */
  readonly today: string
  /** What a variable stands for; null when nobody knows. */
  readonly variable: (name: string, language: Language) => string | null
  readonly department: (slug: string) => Department | undefined
}

/** A fact as a citizen reads it; `null` when it has no words at all. */
export function compose(body: FactBody, wanted: Language, around: Surroundings): Composed | null {
  const language = spokenIn(body.words, wanted, around.town)
  if (language === null) return null
  const stale = isStale(body, around.today)
  const labels = wordingIn(language)
  const template = [
    ...linesOf(body, language, labels, around),
    ...(stale ? ['', labels.stale.replace('{{date}}', shortDate(body.reviewedOn))] : []),
  ].join('\n')
  const unknown = variablesIn(template).find((name) => around.variable(name, language) === null)
  const text = fill(template, (name) => around.variable(name, language) ?? `{{${name}}}`)
  if (unknown !== undefined) return { ok: false, problem: 'unknown_variable', text, stale, variable: unknown }
  if (text.length > longestMessage) return { ok: false, problem: 'too_long', text, stale, variable: null }
  return { ok: true, text, stale, language }
}

const fill = (text: string, value: (name: string) => string) =>
  text.replace(/\{\{\s*([\w.]*)\s*\}\}/g, (_, name: string) => value(name))

/** 2026-03-12 → 12/03/2026 */
const shortDate = (date: string) => date.split('-').toReversed().join('/')

const labelled = (label: string, value: string | undefined) => (value ? [`${label} ${value}`] : [])
const bold = (text: string) => `*${text.replaceAll('*', '')}*`

function linesOf(body: FactBody, language: Language, labels: Wording, around: Surroundings): readonly string[] {
  switch (body.kind) {
    case 'department': {
      const words = body.words[language]
      return words ? [bold(words.name), ...paragraph(words.about), ...contact(body, words, labels)] : []
    }
    case 'place': {
      const words = body.words[language]
      if (!words) return []
      const { position } = body
      return [
        bold(words.name),
        ...paragraph(words.about),
        ...labelled(labels.hours, words.hours),
        ...labelled(labels.address, body.address),
        ...labelled(labels.phone, body.phone),
        ...labelled(labels.link, body.link),
        ...labelled(labels.map, position ? mapLink(position) : undefined),
      ]
    }
    case 'procedure':
      return [...procedureLines(body, language, labels), ...byDepartment(body.department, language, labels, around)]
    case 'answer': {
      const words = body.words[language]
      if (!words) return []
      return [
        ...words.answer.split('\n'),
        ...labelled(labels.link, body.link),
        ...byDepartment(body.department, language, labels, around),
      ]
    }
  }
}

const paragraph = (text: string) => (text === '' ? [] : [text, ''])

function procedureLines(body: Extract<FactBody, { kind: 'procedure' }>, language: Language, labels: Wording) {
  const words = body.words[language]
  if (!words) return []
  return [
    bold(words.title),
    ...paragraph(words.about),
    ...(words.papers.length > 0 ? [labels.papers, ...words.papers.map((paper) => `- ${paper}`)] : []),
    ...labelled(labels.how, words.how),
    ...labelled(labels.fee, words.fee),
    ...labelled(labels.deadline, words.deadline),
    ...labelled(labels.link, body.link),
  ]
}

function contact(body: Department, words: { hours: string; floor: string }, labels: Wording): readonly string[] {
  const where = [body.address, words.floor].filter((part) => part !== '').join(', ')
  return [
    ...labelled(labels.phone, body.phone),
    ...labelled(labels.email, body.email),
    ...labelled(labels.address, where),
    ...labelled(labels.hours, words.hours),
  ]
}

/** Who sees to it and how to reach them, on one line each. */
function byDepartment(slug: string | null, wanted: Language, labels: Wording, around: Surroundings): readonly string[] {
  const department = slug === null ? undefined : around.department(slug)
  if (!department) return []
  const language = spokenIn(department.words, wanted, around.town)
  const name = language === null ? undefined : department.words[language]?.name
  if (name === undefined) return []
  return ['', `${labels.department} ${[name, department.phone].filter((part) => part !== '').join(', ')}`]
}

const mapLink = ({ latitude, longitude }: { latitude: number; longitude: number }) =>
  `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}`
