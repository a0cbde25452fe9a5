import type { Language } from '../../contract/common.ts'
import { checkFlow } from './check.ts'
import type { FlowDocument, FlowStep, Source, WordsDocument } from './flow.ts'
import { type LanguageTable, languageTable } from './language.ts'
import { type Vocabulary, vocabulary } from './understand.ts'

/** A flow ready to run: checked, its words in tables. */
export type Flow = {
  readonly name: string
  readonly version: number
  readonly document: FlowDocument
  readonly words: ReadonlyMap<Language, WordsDocument>
  /** Alarms and what only sounds like one. */
  readonly alarms: Vocabulary
  /** Everything else. */
  readonly speech: Vocabulary
  readonly languages: LanguageTable
  /** The answers that a photo or a place sent before its question is kept for. */
  readonly early: { readonly photo: string | null; readonly place: string | null }
}

/** The meaning under which asking for a language is found. */
export const languageMeaning = (language: Language) => `this_language ${language}`

/** Throws `FlowError`. */
export function compileFlow(flow: Source<FlowDocument>, words: readonly Source<WordsDocument>[]): Flow {
  checkFlow(flow, words)
  const documents = words.map((source) => source.document)
  const alarming = new Set(['harmless', ...flow.document.alarms.map((alarm) => alarm.words)])
  const all = documents.flatMap((document) => meaningsOf(document))
  const known = [...all.flatMap(([, phrases]) => phrases), ...documents.flatMap((document) => document.hallmarks)]
  const spoken = all.filter(([meaning]) => !alarming.has(meaning) && meaning !== 'common')
  return {
    name: flow.document.name,
    version: flow.document.version,
    document: flow.document,
    words: new Map(documents.map((document) => [document.language, document])),
    alarms: vocabulary(
      all.filter(([meaning]) => alarming.has(meaning)),
      'alone',
      known,
    ),
    speech: vocabulary(spoken, 'any', known),
    languages: languageTable(documents.map((document) => [document.language, document.hallmarks])),
    early: { photo: savedBy(flow.document, 'photo'), place: savedBy(flow.document, 'place') },
  }
}

function meaningsOf(document: WordsDocument): readonly (readonly [string, readonly string[]])[] {
  return Object.entries(document.words).map(([meaning, phrases]) => [
    meaning === 'this_language' ? languageMeaning(document.language) : meaning,
    phrases,
  ])
}

function savedBy(flow: FlowDocument, accepts: 'photo' | 'place'): string | null {
  const asks = (step: FlowStep) => step.kind === 'ask' && step.accepts === accepts
  const found = Object.values(flow.steps).find(asks)
  return found?.kind === 'ask' && found.accepts !== 'yes_no' ? found.save : null
}
