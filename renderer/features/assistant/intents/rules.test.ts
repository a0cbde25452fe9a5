import { expect, it } from 'vitest'
import { byLanguage, found } from './rules.ts'

const names: Readonly<Record<string, string>> = { padron_certificate: 'Certificado de padrón', noise: 'Ruidos' }
const nameOf = (intent: string) => names[intent] ?? intent
const intents = Object.keys(names).map((intent) => ({ intent, shipped: 30, taught: 0 }))

it('a wish is found by name without accents, by id, and in the order of names', () => {
  const ids = (wanted: string) => found(intents, wanted, nameOf).map(({ intent }) => intent)
  expect(ids('PADRON certi')).toEqual(['padron_certificate'])
  expect(ids('noise')).toEqual(['noise'])
  expect(ids('')).toEqual(['padron_certificate', 'noise'])
  expect(ids('xyz')).toEqual([])
})

it('phrases stand under their language', () => {
  const phrases = [
    { text: 'ruido', language: 'es' },
    { text: 'soroll', language: 'ca' },
    { text: 'jaleo', language: 'es' },
  ]
  expect(byLanguage(phrases, ['ca', 'es', 'gl'])).toEqual([
    { language: 'ca', texts: ['soroll'] },
    { language: 'es', texts: ['ruido', 'jaleo'] },
  ])
})
