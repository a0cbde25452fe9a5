import type { Language } from '../../contract/common.ts'
import { type FlowDocument, type FlowStep, type FrontDoor, keepsAnswer } from './flow.ts'
import type { Source } from './flow-error.ts'
import { type LanguageTable, languageTable } from './language.ts'
import { type Split, type Vocabulary, vocabulary } from './understand.ts'
import type { FrontWords, WordsDocument } from './words.ts'

/** The documents of one version of one flow. */
export type FlowSource = {
  readonly flow: Source<FlowDocument>
  readonly words: readonly Source<WordsDocument>[]
}

/** What a flow says in one language: the words of the front door, and its own before them. */
export type Words = Required<Omit<FrontWords, '$schema'>>

/** A flow ready to run: checked, its words in tables. */
export type Flow = {
  readonly name: string
  readonly version: number
  readonly document: FlowDocument
  readonly words: ReadonlyMap<Language, Words>
  /** Everything but alarms; made when the flow first listens. */
  speech(): Vocabulary
  /** The answers that a photo or a place sent before its question is kept for. */
  readonly early: { readonly photo: string; readonly place: string }
  /** The answers this flow collects. */
  readonly saves: ReadonlySet<string>
}

/** The flow that hears everybody first. */
export type Front = Flow & {
  readonly door: FrontDoor
  /** Alarms and what only sounds like one. */
  readonly alarms: Vocabulary
  /** Days, weekdays and months. */
  readonly dates: Vocabulary
  readonly languages: LanguageTable
}

/** The meaning under which asking for a language is found. */
export const languageMeaning = (language: Language) => `this_language ${language}`

/** The front door, from documents that were checked. */
export function compileFront(source: FlowSource, door: FrontDoor, split: Split): Front {
  const words = new Map(source.words.map(({ document }) => [document.language, wholeWords(document)] as const))
  const documents = [...words.values()]
  const alarming = alarmingMeanings(door)
  const all = documents.flatMap(meaningsOf)
  return {
    ...compiled(source.flow.document, words, door, split),
    door,
    alarms: vocabulary(
      all.filter(([meaning]) => alarming.has(meaning)),
      'alone',
      knownWords(documents),
      split,
    ),
    dates: vocabulary(
      all.filter(([meaning]) => isDate(meaning)),
      'alone',
    ),
    languages: languageTable(documents.map((document) => [document.language, document.hallmarks])),
  }
}

/** Any other flow, from documents that were checked; it speaks the languages it shares with the front door. */
export function compileFlow(source: FlowSource, front: Front, split: Split): Flow {
  const words = new Map<Language, Words>()
  for (const { document } of source.words) {
    const shared = front.words.get(document.language)
    if (shared) words.set(document.language, merged(shared, document))
  }
  return compiled(source.flow.document, words, front.door, split)
}

function compiled(document: FlowDocument, words: ReadonlyMap<Language, Words>, door: FrontDoor, split: Split): Flow {
  const alarming = alarmingMeanings(door)
  const documents = [...words.values()]
  const spoken = () =>
    documents
      .flatMap(meaningsOf)
      .filter(([meaning]) => !alarming.has(meaning) && !isDate(meaning) && meaning !== 'common')
  return {
    name: document.name,
    version: document.version,
    document,
    words,
    speech: onFirstUse(() => vocabulary(spoken(), 'any', knownWords(documents), split)),
    early: { photo: savedBy(document, 'photo') ?? 'photo', place: savedBy(document, 'place') ?? 'place' },
    saves: savesOf(document),
  }
}

function onFirstUse<T>(make: () => T): () => T {
  let made: T | undefined
  return () => {
    made ??= make()
    return made
  }
}

const isDate = (meaning: string) => meaning.startsWith('date_')

const alarmingMeanings = (door: FrontDoor) => new Set(['harmless', ...door.alarms.map((alarm) => alarm.words)])

const knownWords = (documents: readonly Words[]) =>
  documents.flatMap(({ words, hallmarks }) => [...Object.values(words).flat(), ...hallmarks])

/** Of a front door that was checked: nothing is missing. */
function wholeWords(document: WordsDocument): Words {
  const { name, calendar, hallmarks } = document
  if (name === undefined || !calendar || !hallmarks) throw new TypeError('The front door has all its words')
  return { ...document, name, calendar, hallmarks }
}

const merged = (shared: Words, own: WordsDocument): Words => ({
  ...shared,
  texts: { ...shared.texts, ...own.texts },
  labels: { ...shared.labels, ...own.labels },
  wishes: { ...shared.wishes, ...own.wishes },
  words: { ...shared.words, ...own.words },
})

function meaningsOf(document: Words): readonly (readonly [string, readonly string[]])[] {
  return Object.entries(document.words).map(([meaning, phrases]) => [
    meaning === 'this_language' ? languageMeaning(document.language) : meaning,
    phrases,
  ])
}

function savedBy(flow: FlowDocument, accepts: 'photo' | 'place'): string | null {
  const asks = (step: FlowStep) => step.kind === 'ask' && step.accepts === accepts
  const found = Object.values(flow.steps).find(asks)
  return found?.kind === 'ask' && keepsAnswer(found) ? found.save : null
}

/** The names of all that a flow collects: answers, and results of calls. */
export function savesOf(flow: FlowDocument): ReadonlySet<string> {
  const names = new Set<string>()
  for (const step of Object.values(flow.steps)) {
    if ('save' in step) names.add(step.save)
    if ('otherDay' in step && step.otherDay !== undefined) names.add('day')
    if (step.kind !== 'menu') continue
    for (const option of [...step.options, ...step.also]) if (option.fill !== undefined) names.add(option.fill)
  }
  return names
}
