import { type BackendModule, createInstance, type i18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { OfferedLanguage } from './languages.ts'
import type {} from './resources.ts'

const files = import.meta.glob<{ readonly default: { readonly [key: string]: unknown } }>('./*/*.json')

/** Each feature's texts are a file of their own and come when the feature is shown. */
const backend: BackendModule = {
  type: 'backend',
  init: () => undefined,
  read: (language, namespace, done) => {
    const load = files[`./${language}/${namespace}.json`]
    if (load === undefined) {
      done(new Error(`No texts for ${language}/${namespace}`), null)
      return
    }
    load().then(
      (file) => done(null, file.default),
      (error: unknown) => done(error instanceof Error ? error : new Error('The texts could not be loaded'), null),
    )
  },
}

export async function startTexts(language: OfferedLanguage, document: Document): Promise<i18n> {
  const texts = createInstance()
  texts.on('languageChanged', (changed) => {
    document.documentElement.lang = changed
  })
  await texts
    .use(backend)
    .use(initReactI18next)
    .init({
      lng: language,
      fallbackLng: false,
      ns: ['common', 'shell', 'problems'],
      defaultNS: 'common',
      interpolation: { escapeValue: false },
      react: { useSuspense: true },
    })
  return texts
}
