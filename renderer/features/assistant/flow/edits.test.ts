import { describe, expect, it } from 'vitest'
import { addOption, removeOption, withAnswer } from './answers.ts'
import { addStep, duplicateStep, freeName, isFixed, leadingTo, removeStep } from './edits.ts'
import { at, put } from './json.ts'
import { type Files, firstWords, readModel, textOf } from './model.ts'
import { answerKinds, exitsOf, savedNames, singleExits, stepKinds } from './steps.ts'

const files: Files = {
  flow: JSON.stringify({
    name: 'pool',
    version: 3,
    operators: 'es',
    start: 'hello',
    intents: { swimming_pool: { next: 'when', fill: 'what' }, sports: 'hello' },
    steps: {
      hello: { kind: 'say', text: 'hello', next: 'what' },
      what: {
        kind: 'menu',
        text: 'what',
        options: [
          { words: 'open', next: 'when' },
          { words: 'price', next: 'bye' },
          { words: 'place', next: 'flow:where' },
        ],
        also: [{ words: 'cold', next: 'bye', fill: 'what' }],
      },
      when: { kind: 'ask', accepts: 'yes_no', text: 'when', retry: 'again', yes: 'bye', no: 'what' },
      bye: { kind: 'end', text: 'bye' },
    },
  }),
  words: {
    es: JSON.stringify({
      language: 'es',
      texts: { hello: 'Hola.\nPase', what: '¿Qué?\n1. Horario\n2. Precio\n3. Sitio', when: '¿Hoy?', bye: 'Adiós' },
      words: { open: ['horario'] },
    }),
    ca: JSON.stringify({ language: 'ca', texts: { what: 'Què?\n1. Horari\n2. Preu\n3. Lloc' } }),
  },
}

function modelOf(changed: Files) {
  const model = readModel(changed)
  if (model === null) throw new Error('The flow can be read')
  return model
}

describe('a flow as it is shown', () => {
  const model = modelOf(files)

  it('says where it begins, who enters where and what it keeps', () => {
    expect(model).toMatchObject({ name: 'pool', start: 'hello', isFront: false })
    expect(model.entries.get('when')).toEqual(['swimming_pool'])
    expect(savedNames(model.steps)).toEqual(['what'])
  })

  it('has every way out of a step', () => {
    expect(exitsOf(model.steps.what ?? {}).map(({ path, to }) => [path.join('.'), to])).toEqual([
      ['options.0.next', 'when'],
      ['options.1.next', 'bye'],
      ['options.2.next', 'flow:where'],
      ['also.0.next', 'bye'],
    ])
    expect(exitsOf(model.steps.when ?? {}).map(({ via }) => via.kind)).toEqual(['yes', 'no'])
  })

  it('shows the first words in the language asked for, or another one that has them', () => {
    expect(firstWords(model, model.steps.hello ?? {}, 'es', null)).toBe('Hola.')
    expect(firstWords(model, model.steps.what ?? {}, 'ca', null)).toBe('Què?')
    expect(firstWords(model, model.steps.hello ?? {}, 'ca', null)).toBe('Hola.')
  })

  it('is nothing while the file is no JSON', () => {
    expect(readModel({ ...files, flow: '{' })).toBeNull()
    expect(readModel({ ...files, words: { es: '{' } })?.words.size).toBe(0)
  })
})

describe('edits', () => {
  it.each([...stepKinds])('adds a whole step of kind %s, with its texts in every language', (kind) => {
    const { files: changed, id } = addStep(files, { kind, next: 'bye', words: 'Nuevo' }, 'hello')
    const model = modelOf(changed)
    const step = model.steps[id] ?? {}
    expect(step.kind).toBe(kind)
    for (const { to } of exitsOf(step)) expect(to).toBe('bye')
    expect(model.steps.hello?.next).toBe(id)
    if (typeof step.text !== 'string') return
    expect(textOf(model, 'es', step.text)).toContain('Nuevo')
    expect(textOf(model, 'ca', step.text)).toContain('Nuevo')
  })

  it('a copy has texts of its own and leads where the first leads', () => {
    const { files: changed, id } = duplicateStep(files, 'what')
    const model = modelOf(changed)
    expect(id).toBe('what_2')
    expect(model.steps[id]?.text).toBe('what_2')
    expect(textOf(model, 'ca', 'what_2')).toBe('Què?\n1. Horari\n2. Preu\n3. Lloc')
    expect(exitsOf(model.steps[id] ?? {})).toEqual(exitsOf(model.steps.what ?? {}))
  })

  it('what led to a removed step leads on, and its texts go when nobody says them', () => {
    const model = modelOf(removeStep(files, 'what'))
    expect(model.steps.what).toBeUndefined()
    expect(model.steps.hello?.next).toBe('when')
    expect(model.steps.when?.no).toBe('when')
    expect(textOf(model, 'es', 'what')).toBeUndefined()
    expect(textOf(model, 'es', 'bye')).toBe('Adiós')
  })

  it('knows who leads to a step, and what the flow cannot lose', () => {
    const model = modelOf(files)
    expect(leadingTo(model, 'bye')).toEqual(['what', 'when'])
    expect(['hello', 'when', 'what', 'bye'].map((id) => isFixed(model, id))).toEqual([true, true, false, false])
    const door = put(model.document, ['front'], { welcome: 'hi', alarms: [{ words: 'what', next: 'bye' }] })
    const front = modelOf({ ...files, flow: JSON.stringify(door) })
    expect(['bye', 'what'].map((id) => isFixed(front, id))).toEqual([true, false])
  })

  it('an option comes and goes with its line in every language', () => {
    const more = modelOf(addOption(files, 'what'))
    expect(textOf(more, 'ca', 'what')?.split('\n').at(-1)).toBe('4. …')
    expect(at(more.steps.what, ['options', 3])).toEqual({ words: 'what_4', next: 'flow:where' })
    expect(at(more.words.get('es'), ['words', 'what_4'])).toEqual(['…'])

    const less = modelOf(removeOption(files, 'what', 1))
    expect(textOf(less, 'es', 'what')).toBe('¿Qué?\n1. Horario\n2. Sitio')
    expect(at(less.steps.what, ['options', 1, 'words'])).toBe('place')
  })

  it.each([...answerKinds])('a question may wait for %s instead', (accepts) => {
    const step = modelOf(withAnswer(files, 'when', accepts)).steps.when ?? {}
    expect(step).toMatchObject({ kind: 'ask', accepts, text: 'when', retry: 'again' })
    for (const { field } of singleExits(step)) expect(step[field]).toBe('bye')
    const back = modelOf(withAnswer(withAnswer(files, 'when', accepts), 'when', 'text')).steps.when
    expect(back).toMatchObject({ accepts: 'text', save: 'when', next: 'bye' })
    expect(Object.keys(back ?? {})).not.toContain('yes')
  })

  it('finds a free name', () => {
    expect(freeName('a', (name) => ['a', 'a_2'].includes(name))).toBe('a_3')
  })
})
