import { z } from 'zod'
import { language } from '../../contract/common.ts'
import { textLimit } from '../../contract/flow.ts'
import { key } from './names.ts'

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
  /** A day without its hour. */
  date: template,
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

/** What a flow says, in one language: `<language>.json` beside its `flow.json`. */
export const wordsDocument = z.strictObject({
  $schema: z.string().optional(),
  language,
  texts: z.record(key, z.string().min(1).max(textLimit)),
  /** What operators call each answer: "Qué", "Dónde". */
  labels: z.record(key, z.string().min(1).max(40)).default({}),
  /** Wishes by name, as they are offered to a citizen who may mean them: "Pedir cita". */
  wishes: z.record(key, z.string().min(1).max(60)).default({}),
  /** Words and phrases by what they mean. Case, accents and punctuation do not matter. */
  words: z.record(key, z.array(z.string().min(1))).default({}),
})
export type WordsDocument = z.infer<typeof wordsDocument> & Partial<Pick<FrontWords, 'name' | 'calendar' | 'hallmarks'>>

/** The words of the front door are those of every flow. */
export const frontWords = wordsDocument.extend({
  /** How operators call this language; empty for their own. */
  name: z.string(),
  calendar: calendarWords,
  /** Words that hardly any other of our languages uses; phrases weigh more. */
  hallmarks: z.array(z.string().min(1)),
})
export type FrontWords = z.infer<typeof frontWords>

/** Meanings the rules themselves look for, in every language of the front door. */
export const requiredWords: readonly string[] = [
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
  'something_else',
  'auto_reply',
  'yes',
  'no',
  'this_language',
  'number_1',
  'number_2',
  'number_3',
  'number_4',
  'number_5',
  'number_6',
  'number_7',
  'number_8',
  'number_9',
  'date_today',
  'date_tomorrow',
  'date_after_tomorrow',
  'date_yesterday',
  ...Array.from({ length: 7 }, (_, i) => `date_weekday_${i + 1}`),
  ...Array.from({ length: 12 }, (_, i) => `date_month_${i + 1}`),
]

/** Texts the rules themselves send, in every language of the front door. */
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
  'offer',
  'still_there',
  'something_else',
  'may_have_changed',
] as const
