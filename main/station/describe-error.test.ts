import { expect, it } from 'vitest'
import { describeError } from './describe-error.ts'

it('says what failed and where, and no word of what it failed on', () => {
  const words = 'me llamo Rosa y vivo en la calle Mayor'
  const parse = () => JSON.parse(words) as unknown
  try {
    parse()
  } catch (error) {
    const described = JSON.stringify(describeError(error))
    expect(described).toContain('SyntaxError')
    expect(described).toContain('describe-error.test.ts')
    for (const word of words.split(' ')) expect(described).not.toContain(`"${word}`)
    expect(described).not.toContain('Rosa')
  }
  expect(describeError(words)).toEqual({ name: 'string' })
  expect.hasAssertions()
})

it('keeps quiet also about a message of several lines', () => {
  const { at } = describeError(new Error('Rosa\n    at calle Mayor 3\nVillaclara'))
  expect(at).not.toContain('Villaclara')
})
