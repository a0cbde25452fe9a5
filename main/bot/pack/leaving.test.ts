import { describe, expect, it } from 'vitest'
import type { Language } from '../../../contract/common.ts'
import { rehearsedTown } from '../../../tests/support/rehearsed-town.ts'
import { citizen, flows, mondayMorning, written } from '../../../tests/support/starter.ts'
import type { Answer } from '../answer.ts'
import { initialState, type State } from '../conversation.ts'

const commands: Readonly<
  Record<Exclude<Language, 'ca-valencia'>, readonly [person: string, menu: string, cancel: string]>
> = {
  es: ['PERSONA', 'MENÚ', 'CANCELAR'],
  ca: ['PERSONA', 'MENÚ', 'CANCEL·LAR'],
  gl: ['PERSOA', 'MENÚ', 'CANCELAR'],
  eu: ['PERTSONA', 'MENUA', 'BERTAN BEHERA UTZI'],
  en: ['PERSON', 'MENU', 'CANCEL'],
}
const languages = ['es', 'ca', 'gl', 'eu', 'en'] as const

const found: Answer = {
  kind: 'result',
  fields: {},
  choices: [
    { value: 'a', label: 'lunes 9 de marzo' },
    { value: 'b', label: 'martes 10 de marzo' },
  ],
}

/** Every question of every flow but the home menu, as it stands open. */
const questions = flows.all.flatMap((flow) =>
  Object.entries(flow.document.steps).flatMap(([id, step]) => {
    if (step.kind !== 'ask' && (step.kind !== 'menu' || flow === flows.front)) return []
    const from = step.kind === 'ask' && step.accepts === 'choice' ? step.from : undefined
    const answers = from === undefined ? {} : { [from]: found }
    const state: State = {
      ...initialState,
      flow: flow.name,
      version: flow.version,
      step: id,
      answers,
      greetedAt: mondayMorning,
    }
    return [[`${flow.name}/${id}`, state] as const]
  }),
)

describe.each(questions)('%s can be left', (_, state) => {
  const at = (language: Language, words: string) => citizen({ language, state, call: rehearsedTown().call }).says(words)

  it.each(languages)('for a person, the menu, or nothing, in %s', (language) => {
    const [person, menu, cancel] = commands[language]
    const handed = at(language, person)
    expect(handed).toMatchObject({ outcome: 'handed_over', department: 'general' })
    expect(handed.summary).not.toBe('')
    expect(at(language, menu)).toMatchObject({ outcome: 'waiting', replies: [written('menu', language)] })
    expect(at(language, cancel)).toMatchObject({ outcome: 'finished', replies: [written('cancelled', language)] })
  })

  it('after two misunderstandings, for a person', () => {
    const someone = citizen({ language: 'es', state, call: rehearsedTown().call })
    const first = someone.says('¿?')
    expect(first.outcome).toBe('waiting')
    expect([1, 2]).toContain(first.replies.length)
    expect(someone.says('¿?').outcome).toBe('handed_over')
  })
})
