import { createInstance } from 'i18next'
import en from './i18n/en.json' with { type: 'json' }
import es from './i18n/es.json' with { type: 'json' }

type Whole<Key extends string> = Key extends `${infer Stem}_${'zero' | 'one' | 'other'}` ? Stem : Key
export type TextKey = Whole<keyof typeof es>

/** The shell's sentences in one language. `count` chooses between singular and plural. */
export type Texts = (key: TextKey, values?: Readonly<Record<string, string | number>>) => string

/** Sentences for a system locale such as `en-GB`; Spanish for every language that is not English. */
export function texts(locale: string): Texts {
  const i18n = createInstance()
  void i18n.init({
    lng: /^en\b/i.test(locale) ? 'en' : 'es',
    fallbackLng: 'es',
    resources: { es: { translation: es }, en: { translation: en } },
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    initAsync: false,
  })
  return (key, values) => i18n.t(key, values ?? {})
}

/** The locale that a terminal declares, by POSIX custom; empty when it declares none. */
export const terminalLocale = (env: Readonly<Record<string, string | undefined>>): string =>
  (env.LC_ALL || env.LC_MESSAGES || env.LANG || '').replace(/[.@].*$/, '').replace('_', '-')
