import { describe, expect, it } from 'vitest'
import { booking, flowsWith, type TestFlow, testServices } from '../../tests/support/flows.ts'

type Steps = Record<string, Record<string, unknown>>

function changed(edit: (steps: Steps, words: { texts: Record<string, string>; labels: object }) => void): TestFlow {
  const copy = structuredClone(booking)
  if (!('steps' in copy.flow)) throw new Error('a flow has steps')
  edit(copy.flow.steps as Steps, copy.words as { texts: Record<string, string>; labels: object })
  return copy
}

describe('a flow that cannot run is refused with file, line and path', () => {
  it.each<[string, (steps: Steps) => void, RegExp]>([
    [
      'an unknown flow',
      (s) => Object.assign(s.is_tax ?? {}, { otherwise: 'flow:nowhere' }),
      /otherwise: there is no flow "nowhere"/,
    ],
    [
      'an unknown service',
      (s) => Object.assign(s.book ?? {}, { service: 'fly' }),
      /steps\.book\.service: there is no service "fly"/,
    ],
    [
      'an unknown parameter',
      (s) => Object.assign(s.book ?? {}, { with: { colour: 'slot' } }),
      /steps\.book\.with\.colour: "book_slot" takes no "colour"/,
    ],
    [
      'a parameter nobody answers',
      (s) => Object.assign(s.book ?? {}, { with: { slot: 'moon' } }),
      /steps\.book\.with\.slot: no step saves "moon"/,
    ],
    [
      'choices of no call',
      (s) => Object.assign(s.slot ?? {}, { from: 'matter' }),
      /steps\.slot\.from: no call saves "matter"/,
    ],
    [
      'an age that no call knows',
      (s) =>
        Object.assign(s, {
          age: {
            ...{ kind: 'ask', accepts: 'assent', text: 'nobody', retry: 'nobody', words: 'yes', refuse: 'no' },
            ...{ ofAge: 'matter', yes: 'nobody', no: 'nobody' },
          },
        }),
      /steps\.age\.ofAge: no call saves "matter"/,
    ],
    ['choices without a way out', (s) => Reflect.deleteProperty(s.slot ?? {}, 'none'), /needs "none"/],
    [
      'a cycle that asks nothing',
      (s) => Object.assign(s.taken ?? {}, { next: 'slots' }),
      /a cycle without a question: /,
    ],
    [
      'a cycle that forgets what it does not ask',
      (s) => Object.assign(s.forget ?? {}, { save: 'matter' }),
      /a cycle without a question: /,
    ],
    [
      'a cycle through the start of a flow',
      (s) => Object.assign(s, { nobody: { kind: 'say', text: 'nobody', next: 'flow:booking' } }),
      /a cycle without a question: /,
    ],
    [
      'a path to nowhere',
      (s) => Object.assign(s.matter ?? {}, { next: 'nowhere' }),
      /steps\.matter\.next: there is no step "nowhere"/,
    ],
  ])('%s', (_, edit, message) => {
    expect(() => flowsWith([changed(edit)], testServices)).toThrow(message)
    expect(() => flowsWith([changed(edit)], testServices)).toThrow(/^test-0\/flow\.json:\d+: /)
  })

  it.each<[string, string, RegExp]>([
    ['an unknown field', 'Código {{booked.colour}}', /texts\.done: unknown variable "booked\.colour"/],
    ['an unknown variable', '{{weather}}', /texts\.done: unknown variable "weather"/],
    ['too long a text', 'x'.repeat(501), /texts\.done: /],
  ])('%s', (_, text, message) => {
    const flow = changed((_steps, words) => Object.assign(words.texts, { done: text }))
    expect(() => flowsWith([flow], testServices)).toThrow(message)
    expect(() => flowsWith([flow], testServices)).toThrow(/^test-0\/es\.json:\d+: /)
  })

  it('an answer without a label for operators', () => {
    const flow = changed((_, words) => Reflect.deleteProperty(words.labels, 'slot'))
    expect(() => flowsWith([flow], testServices)).toThrow('labels.slot: is missing')
  })

  it('a wish that another flow serves', () => {
    const other = changed(() => undefined)
    Object.assign(other.flow, { name: 'other' })
    expect(() => flowsWith([booking, other], testServices)).toThrow(
      /intents\.appointment: belongs to the flow "booking"/,
    )
  })

  it('names facts without knowing them', () => {
    const flow = changed((_, words) =>
      Object.assign(words.texts, { done: 'Llame al {{fact.department.padron.phone}}' }),
    )
    expect(flowsWith([flow], testServices).newest('booking')?.version).toBe(1)
  })
})
