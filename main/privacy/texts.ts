import type { DocumentLanguage } from '../../contract/rights.ts'
import en from '../../resources/privacy/en.json' with { type: 'json' }
import es from '../../resources/privacy/es.json' with { type: 'json' }

/** The words of documents about a person. */
export type Texts = typeof es

const texts: Readonly<Record<DocumentLanguage, Texts>> = { es, en }

export const textsIn = (language: DocumentLanguage): Texts => texts[language]

/** The words of a name; the name itself where there are none. */
export const wordOf = (words: Readonly<Record<string, string>>, name: string): string =>
  Object.hasOwn(words, name) ? (words[name] ?? name) : name
