import { type Look, looks } from '../theme.ts'

/** What a person chose for the look; `system` follows the machine. */
export type LookChoice = Look | 'system'

const languagePlace = 'ventanilla.language'
const lookPlace = 'ventanilla.look'

export const rememberedLanguage = (storage: Storage): string | null => storage.getItem(languagePlace)

export const rememberLanguage = (storage: Storage, language: string): void => storage.setItem(languagePlace, language)

export function rememberedLook(storage: Storage): LookChoice {
  const saved = storage.getItem(lookPlace)
  return looks.find((look) => look === saved) ?? 'system'
}

export const rememberLook = (storage: Storage, choice: LookChoice): void => storage.setItem(lookPlace, choice)
