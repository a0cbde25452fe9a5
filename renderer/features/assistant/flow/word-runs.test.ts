import { expect, it } from 'vitest'
import { wordRuns } from './word-runs.ts'

it('words that came and went are told from those that stayed', () => {
  expect(wordRuns('La oficina abre hoy', 'La oficina cierra hoy')).toEqual([
    { text: 'La oficina ', kind: 'same' },
    { text: 'abre ', kind: 'gone' },
    { text: 'cierra ', kind: 'new' },
    { text: 'hoy', kind: 'same' },
  ])
  const joined = (kinds: string[]) =>
    wordRuns('uno dos tres', 'dos cuatro')
      .filter(({ kind }) => kinds.includes(kind))
      .map(({ text }) => text)
      .join('')
  expect(joined(['same', 'gone'])).toBe('uno dos tres')
  expect(joined(['same', 'new'])).toBe('dos cuatro')
})
