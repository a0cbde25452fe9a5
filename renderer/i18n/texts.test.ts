import { describe, expect, it } from 'vitest'
import { offeredLanguages } from './languages.ts'

type Texts = { readonly [key: string]: string | Texts }

const all = import.meta.glob<{ readonly default: Texts }>('./*/*.json', { eager: true })

const read = (language: string, file: string): Texts => all[`./${language}/${file}`]?.default ?? {}

const filesOf = (language: string) =>
  Object.keys(all)
    .filter((path) => path.startsWith(`./${language}/`))
    .map((path) => path.slice(language.length + 3))
    .sort()

function entries(texts: Texts, prefix = ''): readonly (readonly [string, string])[] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string' ? [[prefix + key, value] as const] : entries(value, `${prefix}${key}.`),
  )
}

const holes = (text: string) => [...text.matchAll(/\{\{\s*([\w.]+)/g)].map(([, name]) => name).sort()

const source = filesOf('es')

describe.each(offeredLanguages)('texts in %s', (language) => {
  it('has every file of the Spanish ones and no other', () => {
    expect(filesOf(language)).toEqual(source)
  })

  it.each([...source])('%s has the same keys, none empty, with the same values to fill in', (file) => {
    const spanish = new Map(entries(read('es', file)))
    const texts = new Map(entries(read(language, file)))
    expect([...texts.keys()].sort()).toEqual([...spanish.keys()].sort())
    expect([...texts].filter(([, text]) => text.trim() === '')).toEqual([])
    for (const [key, text] of texts) expect([key, holes(text)]).toEqual([key, holes(spanish.get(key) ?? '')])
  })
})
