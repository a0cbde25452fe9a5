import { describe, expect, test } from 'vitest'
import en from './i18n/en.json' with { type: 'json' }
import es from './i18n/es.json' with { type: 'json' }
import { terminalLocale, texts } from './i18n.ts'

const holes = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).sort()

describe('texts', () => {
  test('both languages say the same things about the same values', () => {
    expect(Object.keys(en)).toEqual(Object.keys(es))
    for (const key of Object.keys(es) as (keyof typeof es)[]) expect(holes(en[key]), key).toEqual(holes(es[key]))
  })

  test.each([
    ['es-ES', 3, 'Ventanilla: 3 conversaciones sin responder'],
    ['es', 1, 'Ventanilla: 1 conversación sin responder'],
    ['ca', 0, 'Ventanilla: todo respondido'],
    ['C', 0, 'Ventanilla: todo respondido'],
    ['en-GB', 1, 'Ventanilla: 1 unanswered conversation'],
    ['en', 0, 'Ventanilla: everything answered'],
  ])('%s, %i', (locale, count, text) => {
    expect(texts(locale)('tray.unanswered', { count })).toBe(text)
  })

  test('a name is shown as it is written', () => {
    expect(texts('es')('notification.one', { name: "Núria O'Neill <3" })).toBe("Núria O'Neill <3 ha escrito")
  })
})

describe('terminalLocale', () => {
  test.each([
    [{ LANG: 'en_GB.UTF-8' }, 'en-GB'],
    [{ LANG: 'en_GB.UTF-8', LC_ALL: 'es_ES@euro' }, 'es-ES'],
    [{}, ''],
  ])('%o', (env, locale) => {
    expect(terminalLocale(env)).toBe(locale)
  })
})
