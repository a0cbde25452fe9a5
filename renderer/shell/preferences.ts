const languagePlace = 'ventanilla.language'

export const rememberedLanguage = (storage: Storage): string | null => storage.getItem(languagePlace)

export const rememberLanguage = (storage: Storage, language: string): void => storage.setItem(languagePlace, language)
