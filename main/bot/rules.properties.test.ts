import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { messageKind } from '../../contract/inbox.ts'
import { flows, mondayMorning, town } from '../../tests/support/starter.ts'
import { type Context, type InputMessage, initialState, stateSchema } from './conversation.ts'
import { onlyTheMenu, onlyTheSettings } from './plain.ts'
import { step } from './rules.ts'

const sentences = [
  'hola',
  'hay una farola rota en la calle Mayor 3',
  'calle Ancha 9',
  'no',
  'sí',
  '2',
  'PERSONA',
  'cancelar',
  'gracias',
  'menú',
  'lo del IBI',
  'en català',
]

const anyText = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...sentences) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 300 }) },
  {
    weight: 1,
    arbitrary: fc.string({
      unit: fc.constantFrom('a\u0301\u0334', '\u0000', ' ', '\u202e', '\ud83d', '{{what}}', '٣', '👨‍👩‍👧', '\n'),
    }),
  },
)

const anyMessage: fc.Arbitrary<InputMessage> = fc.record({
  kind: fc.constantFrom(...messageKind.options),
  text: anyText,
  location: fc.option(fc.record({ latitude: fc.double(), longitude: fc.double(), label: fc.option(anyText) })),
})

const context = (now: number): Context => ({
  now,
  town,
  citizenName: 'Nuria',
  language: null,
  reference: 'R-000000',
  understand: onlyTheMenu,
  facts: onlyTheSettings(town),
})

describe('whatever citizens send, in whatever order', () => {
  it('every turn answers at most three times, in short texts, from a small state that survives the store', () => {
    fc.assert(
      fc.property(fc.array(fc.array(anyMessage, { maxLength: 4 }), { maxLength: 12 }), fc.double(), (bursts, clock) => {
        let state = initialState
        for (const messages of bursts) {
          const result = step(flows, state, { messages }, context(clock))
          expect(result.replies.length).toBeLessThanOrEqual(3)
          for (const reply of result.replies) {
            expect(reply.trim()).not.toBe('')
            expect(reply.length).toBeLessThanOrEqual(1000)
          }
          expect(`${result.replies.join()}${result.summary}`).not.toContain('\u0000')
          expect(`${result.replies.join()}${result.summary}`.isWellFormed()).toBe(true)
          expect(result.summary === null).toBe(result.outcome !== 'handed_over')
          expect(result.state.misses).toBeLessThan(2)
          const json = JSON.stringify(result.state)
          expect(json.length).toBeLessThan(10_000)
          state = stateSchema.parse(JSON.parse(json))
        }
      }),
      { numRuns: 300 },
    )
  })

  it('the same turn gives the same result and leaves what it was given alone', () => {
    fc.assert(
      fc.property(fc.array(anyMessage, { maxLength: 5 }), (messages) => {
        const before = structuredClone(messages)
        const once = step(flows, initialState, { messages }, context(mondayMorning))
        expect(step(flows, initialState, { messages }, context(mondayMorning))).toEqual(once)
        expect(messages).toEqual(before)
      }),
    )
  })

  it.each([
    ['one megabyte of a letter', 'a'.repeat(1_000_000)],
    ['one megabyte of words', 'farola calle '.repeat(80_000)],
    ['one megabyte of marks', `a${'\u0301'.repeat(1_000_000)}`],
    ['one megabyte of spaces', ' '.repeat(1_000_000)],
    ['one megabyte of NUL', '\u0000'.repeat(1_000_000)],
    ['one megabyte of digits', '1'.repeat(1_000_000)],
    ['one megabyte of capitals', 'calle A'.repeat(150_000)],
    ['one megabyte of the longest ligature', '\ufdfa'.repeat(350_000)],
  ])('%s is read at every question', (_, text) => {
    const message: InputMessage = { kind: 'text', text, location: null }
    for (const { name, version, document } of flows.all) {
      for (const id of Object.keys(document.steps)) {
        const state = { ...initialState, flow: name, version, step: id }
        const result = step(flows, state, { messages: [message] }, context(mondayMorning))
        expect(JSON.stringify(result).length).toBeLessThan(10_000)
      }
    }
  })
})
