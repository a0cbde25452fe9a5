import { expect, it } from 'vitest'
import { lookUp, phraseBook } from './phrase-book.ts'
import { wordsOf } from './wording.ts'

const book = phraseBook(
  [
    { text: 'No', meaning: 'none' },
    { text: '¡Baja!', meaning: 'opt_out' },
    { text: 'la misma', meaning: 'library' },
    { text: 'La misma', meaning: 'sports' },
    { text: '', meaning: 'none' },
  ].map(({ text, meaning }) => ({ words: wordsOf(text), meaning })),
)

it.each([
  ['no', 'none'],
  ['NO.', 'none'],
  ['baja', 'opt_out'],
  ['no baja', null],
  ['la misma', null],
  ['', null],
])('%j is %j', (text, meaning) => {
  expect(lookUp(book, wordsOf(text))).toBe(meaning)
})
