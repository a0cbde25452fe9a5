import type { Language } from '../../contract/common.ts'

/** Complete ones; a test holds them to the same keys. */
export const offeredLanguages = ['es', 'en'] as const satisfies readonly Language[]
export type OfferedLanguage = (typeof offeredLanguages)[number]

/** Shown as being prepared, and not offered until every text is there. */
export const languagesInPreparation = ['ca', 'ca-valencia', 'gl', 'eu'] as const satisfies readonly Language[]

/** Every language of the contract, those that citizens may use; by its own name. */
export const languageNames: { readonly [L in Language]: string } = {
  es: 'Castellano',
  ca: 'Català',
  'ca-valencia': 'Valencià',
  gl: 'Galego',
  eu: 'Euskara',
  en: 'English',
}

export const citizenLanguages: readonly Language[] = ['es', 'ca', 'ca-valencia', 'gl', 'eu', 'en']

export const isOffered = (language: string): language is OfferedLanguage =>
  offeredLanguages.some((offered) => offered === language)

/** The first offered language a person prefers; Spanish if none. */
export function preferredLanguage(preferences: readonly (string | null)[]): OfferedLanguage {
  for (const preference of preferences) {
    const language = preference?.toLowerCase().split('-')[0] ?? ''
    if (isOffered(language)) return language
  }
  return 'es'
}
