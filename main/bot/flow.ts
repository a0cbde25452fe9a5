import { z } from 'zod'
import { language } from '../../contract/common.ts'

/**
 * The published schema of a flow: `<name>.json` says what happens, `<name>.<language>.json` says it in words.
 * A text may hold `{{variables}}`; a line whose variables are all empty is left out.
 */

const key = z.string().regex(/^[a-z][a-z0-9_]*$/, 'lower-case letters, digits and _')
const stepId = key
const textKey = key
const wordsKey = key

/** Where a recognised word leads. `fill` saves the citizen's own words as the answer of that name. */
const option = z.strictObject({
  words: wordsKey,
  next: stepId,
  fill: key.optional(),
  /** Answers to forget, so that they are asked for again. */
  clear: z.array(key).optional(),
})

const sayStep = z.strictObject({
  kind: z.literal('say'),
  text: textKey,
  topic: key.optional(),
  /** A variable that must not be empty; without it the conversation goes to `otherwise`. */
  needs: key.optional(),
  otherwise: stepId.optional(),
  /** Without it the conversation is finished. */
  next: stepId.optional(),
})

const menuStep = z.strictObject({
  kind: z.literal('menu'),
  text: textKey,
  topic: key.optional(),
  /** In the order of their numbers; a menu is at most five lines long. */
  options: z.array(option).min(2).max(4),
  /** Understood in words only. */
  also: z.array(option).default([]),
})

const question = { kind: z.literal('ask'), text: textKey, retry: textKey, topic: key.optional() }
const askStep = z.discriminatedUnion('accepts', [
  z.strictObject({ ...question, accepts: z.literal('text'), save: key, next: stepId }),
  z.strictObject({ ...question, accepts: z.literal('place'), save: key, next: stepId }),
  /** `wait` answers a citizen who says that the photo is on its way. */
  z.strictObject({ ...question, accepts: z.literal('photo'), save: key, next: stepId, wait: textKey }),
  z.strictObject({ ...question, accepts: z.literal('yes_no'), yes: stepId, no: stepId }),
])

const handoverStep = z.strictObject({
  kind: z.literal('handover'),
  text: textKey,
  department: key,
  /** Always the topic from here on. */
  topic: key.optional(),
  /** The topic when nothing else was being talked about. */
  fallbackTopic: key.optional(),
  /** The card an operator reads, in the flow's `operators` language. */
  summary: textKey,
  /** Says nothing before its text, not even who is speaking. */
  abrupt: z.boolean().default(false),
})

const endStep = z.strictObject({ kind: z.literal('end'), text: textKey.optional() })

const flowStep = z.discriminatedUnion('kind', [sayStep, menuStep, askStep, handoverStep, endStep])

export const flowDocument = z.strictObject({
  name: key,
  version: z.int().min(1),
  /** The language of summaries; its words file must exist. */
  operators: language,
  welcome: textKey,
  /** Hours after which a new conversation is greeted again. */
  greetAgainAfterHours: z.number().min(1).max(720),
  /** The menu that stands behind everything: its words work whenever no question is open. */
  home: stepId,
  /** Where two misunderstandings in a row lead. */
  fallback: stepId,
  /** Before anything else, wherever in a message the words stand. */
  alarms: z.array(z.strictObject({ words: wordsKey, next: stepId })),
  /** Work at every step: `whole` when the message says nothing else, `anywhere` otherwise. */
  commands: z.array(z.strictObject({ words: wordsKey, match: z.enum(['whole', 'anywhere']), next: stepId })),
  steps: z.record(stepId, flowStep),
})
export type FlowDocument = z.infer<typeof flowDocument>
export type FlowStep = z.infer<typeof flowStep>
export type AskStep = z.infer<typeof askStep>
export type HandoverStep = z.infer<typeof handoverStep>
export type Option = z.infer<typeof option>

const template = z.string().min(1).max(200)

/** How a language names moments. Times are `H:MM`; `{{weekday}}`, `{{day}}`, `{{month}}`, `{{time}}`. */
export const calendarWords = z.strictObject({
  /** Monday first. */
  weekdays: z.array(z.string().min(2)).length(7),
  /** January first, in the form the templates below want. */
  months: z.array(z.string().min(2)).length(12),
  moment: template,
  today: template,
  tomorrow: template,
  openNow: template,
  closedNow: template,
  /** Closed, and the town has no opening hours in the next week. */
  closed: template,
  /** `{{from}}`, `{{to}}`: three or more weekdays, and hours of one day. */
  days: template,
  hours: template,
  and: template,
})
export type CalendarWords = z.infer<typeof calendarWords>

/** The longest text the assistant sends, before variables. */
export const textLimit = 500

export const wordsDocument = z.strictObject({
  language,
  /** How operators call this language; empty for their own. */
  name: z.string(),
  texts: z.record(textKey, z.string().min(1).max(textLimit)),
  calendar: calendarWords,
  /** Words and phrases by what they mean. Case, accents and punctuation do not matter. */
  words: z.record(wordsKey, z.array(z.string().min(1))),
  /** Words that hardly any other of our languages uses; phrases weigh more. */
  hallmarks: z.array(z.string().min(1)),
})
export type WordsDocument = z.infer<typeof wordsDocument>

/** A document and the name of the file it came from. */
export type Source<T> = { readonly file: string; readonly document: T }

/** Meanings the rules themselves look for, in every words file. */
export const requiredWords = [
  'harmless',
  'other_matter',
  'question',
  'asking',
  'greeting',
  'thanks',
  'filler',
  'common',
  'vague',
  'later',
  'no_photo',
  'yes',
  'no',
  'this_language',
  'number_1',
  'number_2',
  'number_3',
  'number_4',
] as const

/** Texts the rules themselves send, in every words file. */
export const requiredTexts = [
  'not_understood',
  'resume',
  'courtesy',
  'voice',
  'sticker',
  'photo_kept',
  'place_kept',
  'file_kept',
  'unreadable',
  'language_changed',
  'yes_word',
  'no_word',
  'shared_place',
] as const

/** Variables a text may use besides the flow's own answers. */
export const variables = [
  'town',
  'of_town',
  'name',
  'hours',
  'open_now',
  'next_opening',
  'privacy',
  'phone',
  'address',
  'website',
  'reference',
  'said',
  'language',
] as const
export type Variable = (typeof variables)[number]

/** A flow that cannot be used: which file, where in it, why. It never replaces a running one. */
export class FlowError extends Error {
  override readonly name = 'FlowError'
  readonly file: string
  readonly path: string

  constructor(file: string, path: string, reason: string) {
    super(`${file}: ${path === '' ? '' : `${path}: `}${reason}`)
    this.file = file
    this.path = path
  }
}
