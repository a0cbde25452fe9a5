import { describe, expect, it } from 'vitest'
import { booking, flowsWith, testServices } from '../../tests/support/flows.ts'
import { citizen, reporting, town, written } from '../../tests/support/starter.ts'
import { onlyTheMenu, onlyTheSettings } from './plain.ts'
import type { Facts, Understand, Understanding } from './ports.ts'

const nothing = onlyTheMenu('', null)

/** Understands exactly these texts. */
const knowing =
  (texts: Readonly<Record<string, Partial<Understanding>>>): Understand =>
  (text) => ({ ...nothing, ...texts[text] })

const act = (intent: string): Partial<Understanding> => ({ intent, score: 0.9, decision: 'act' })
const unsure = (...intents: readonly string[]): Partial<Understanding> => ({
  intent: intents[0] ?? 'none',
  decision: 'offer',
  top: intents.map((intent) => ({ intent, score: 0.3 })),
})

const facts: Facts = {
  ...onlyTheSettings(town),
  answer: (intent, language) =>
    intent === 'library' ? { text: `Biblioteca (${language})`, stale: false } : oldFact(intent),
}
const oldFact = (intent: string) => (intent === 'swimming_pool' ? { text: 'Abre en junio.', stale: true } : null)

function someone(texts: Readonly<Record<string, Partial<Understanding>>>) {
  const person = citizen({
    language: 'es',
    understand: knowing(texts),
    facts,
    flows: flowsWith([booking], testServices),
  })
  person.says('hola')
  return person
}

describe('a wish in the words of the citizen', () => {
  it('that is sure enters the flow that serves it, with what was told', () => {
    const report = someone({ 'no se ve nada por la noche en la calle Ancha 9': act('streetlight') })
    const result = report.says('no se ve nada por la noche en la calle Ancha 9')
    expect(result).toMatchObject({ topic: 'street_report', misunderstood: null })
    expect(report.state.answers).toMatchObject({
      what: { text: 'no se ve nada por la noche en la calle Ancha 9' },
      where: { text: 'calle Ancha 9' },
    })
    expect(someone({ 'me dan hora': act('appointment') }).says('me dan hora').replies[0]).toContain('1. Padrón')
  })

  it('about which the town knows something is answered, and told to be old when it is', () => {
    expect(someone({ libros: act('library') }).says('libros')).toMatchObject({
      replies: ['Biblioteca (es)'],
      outcome: 'finished',
      topic: 'library',
    })
    const old = someone({ agua: act('swimming_pool') }).says('agua')
    expect(old.replies).toEqual([`Abre en junio.\n${written('may_have_changed')}`])
  })

  it('about which the town knows nothing goes to a person with its topic', () => {
    const end = someone({ 'quiero casarme': act('civil_wedding') }).says('quiero casarme')
    expect(end).toMatchObject({ outcome: 'handed_over', topic: 'civil_wedding' })
    expect(end.replies[0]).toMatch(/^No lo sé/)
    expect(end.summary).toContain('Escribió: quiero casarme')
  })

  it('outweighs a word of the menu that it only mentions', () => {
    const result = someone({ 'el contenedor azul dónde está': act('library') }).says('el contenedor azul dónde está')
    expect(result.topic).toBe('library')
  })

  it('leads nowhere while its flow is switched off', () => {
    const flows = flowsWith([booking], testServices, ['booking'])
    const person = citizen({ language: 'es', understand: knowing({ 'me dan hora': act('appointment') }), flows })
    expect(person.says('me dan hora')).toMatchObject({ outcome: 'handed_over', topic: 'appointment' })
  })

  it('about a fact is answered at an open question, which is asked again', () => {
    const person = someone({ 'abre hoy la biblio': act('library'), 'una baldosa': {} })
    person.says('2')
    person.says('una baldosa suelta')
    person.says('calle Ancha 9')
    expect(person.says('abre hoy la biblio').replies).toEqual(['Biblioteca (es)', written('report_photo')])
  })
})

describe('guesses', () => {
  const words = { 'lo del coche': unsure('vehicle_tax', 'library', 'resident_parking', 'noise') }
  const offered = () => {
    const person = someone({ ...words, 'lo otro': unsure('noise') })
    expect(person.says('lo del coche').replies).toEqual([
      `${written('offer')}\n1. Impuesto del coche\n2. Biblioteca\n3. Aparcamiento de residentes\n4. Otra cosa`,
    ])
    return person
  }

  it.each(['2', 'la dos', 'biblioteca', 'la bibloteca'])('"%s" takes the second', (answer) => {
    expect(offered().says(answer)).toMatchObject({ replies: ['Biblioteca (es)'], topic: 'library' })
  })

  it('are forgotten when the citizen says something else that is understood', () => {
    expect(offered().says('horario').topic).toBe('opening_hours')
    expect(offered().says('una farola rota').topic).toBe('street_report')
  })

  it.each(['4', 'otra cosa', 'ninguna'])('"%s" brings the menu, and the next failure a person', (answer) => {
    const person = offered()
    expect(person.says(answer).replies).toEqual([written('menu')])
    expect(person.says('zzz')).toMatchObject({ outcome: 'handed_over', topic: 'not_understood' })
  })

  it('are not offered twice in a row', () => {
    expect(offered().says('lo otro').replies).toEqual([written('not_understood'), written('menu')])
  })

  it('say what was made of the words', () => {
    const result = someone(words).says('lo del coche')
    expect(result.misunderstood).toEqual({ decision: 'offer', top: words['lo del coche'].top })
    expect(someone({}).says('zzz').misunderstood).toEqual({ decision: 'none', top: [] })
    expect(someone({}).says('1').misunderstood).toBeNull()
  })
})

describe('no more notices', () => {
  it('meant surely is the same as saying BAJA', () => {
    const end = someone({ 'dejad de escribirme ya': { optOut: 'yes' } }).says('dejad de escribirme ya')
    expect(end).toMatchObject({ outcome: 'finished', topic: 'opt_out', optOut: 'yes' })
    expect(someone({}).says('BAJA').optOut).toBe('yes')
  })

  it.each([
    ['sí', 'opt_out', 'finished'],
    ['no', null, 'finished'],
  ])('meant perhaps is one question, and "%s" answers it', (answer, topic, outcome) => {
    const person = someone({ 'la baja mensual': { optOut: 'ask' } })
    const asked = person.says('la baja mensual')
    expect(asked).toMatchObject({ replies: [written('stop_ask')], optOut: 'ask' })
    expect(person.says(answer)).toMatchObject({ topic, outcome })
  })

  it('is not asked about in the middle of a question', () => {
    const person = someone({ 'baja la tapa': { optOut: 'ask' } })
    person.says('2')
    expect(person.says('baja la tapa').optOut).toBeNull()
  })
})

describe('danger that no listed word names', () => {
  const understand = knowing({ 'el abuelo no contesta': { danger: true } })

  it('is told 112 at once, at any question, and raises the alarm', () => {
    for (const state of [undefined, reporting().state]) {
      const end = citizen({ language: 'es', understand, ...(state && { state }) }).says('el abuelo no contesta')
      expect(end).toMatchObject({ alarm: true, topic: 'emergency', department: 'emergency' })
      expect(end.replies).toEqual([written('danger')])
    }
  })

  it('never takes the place of the listed words', () => {
    expect(citizen({ understand }).says('mi marido me pega').replies[0]).toContain('016')
    expect(citizen({ understand }).says('hay fuego').alarm).toBe(true)
    expect(citizen({ understand }).says('hola').alarm).toBe(false)
  })
})
