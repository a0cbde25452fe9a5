import { describe, expect, it } from 'vitest'
import { citizen, greeted, reporting, shipped, written } from '../../tests/support/starter.ts'

describe('before anything else', () => {
  it.each([
    'hay fuego en el monte',
    'INCENDIO!!!',
    'insendio en la nave',
    'un acidente en la carretera, hay dos heridos',
    'se está ahogando un niño en la piscina',
    'huele mucho a gas en el portal',
    'un señor se ha desmayado en la plaza',
    'hi ha foc al bosc',
    "s'està ofegant una persona",
    'hai lume no monte',
    'estase afogando un rapaz',
    'sutea dago mendian',
    'istripua izan da, zauritua dago',
    'there is a fire',
  ])('danger, "%s" → 112 at once and a person', (words) => {
    for (const someone of [citizen(), reporting()]) {
      const { replies, outcome, topic, department } = someone.says(words)
      expect(replies).toEqual([expect.stringContaining('112')])
      expect({ outcome, topic, department }).toEqual({
        outcome: 'handed_over',
        topic: 'emergency',
        department: 'emergency',
      })
    }
  })

  it.each([
    'luego les llamo',
    'me queda una duda',
    'quiero la factura del gas',
    'a qué hora son los fuegos artificiales',
    'pueden llamar en horario de mañana',
    'necesito un abogado',
    'el autobús va atrasado',
    'vull informació de la feria',
    'the letters on the trees',
    'a súa rúa',
    'el cartel que hay llama mucho la atención',
  ])('"%s" is no danger', (words) => {
    expect(greeted().says(words).topic).not.toBe('emergency')
  })

  it('says nothing before the emergency number, not even who is speaking', () => {
    const { replies } = citizen().says(['hola', 'hay un incendio en la calle Mayor'])
    expect(replies).toHaveLength(1)
    expect(replies[0]).toMatch(/^Si hay peligro, llame ahora al \*112\*/)
  })

  it('names 016 and 024 where they are the ones to call', () => {
    expect(citizen().says('mi marido me pega').replies[0]).toContain('016')
    expect(citizen().says('no quiero vivir').replies[0]).toContain('024')
  })

  it.each([
    'Sois unos INÚTILES',
    'estoy harta de esperar',
    'vaya mierda de ayuntamiento',
    'esteu fent el ridícul, quina vergonya',
  ])('anger, "%s" → a person', (words) => {
    expect(greeted().says(words)).toMatchObject({ outcome: 'handed_over', topic: 'complaint' })
  })

  it('dirt is not an insult', () => {
    expect(greeted().says('hay una mierda de perro en la acera').topic).toBe('street_report')
  })

  it.each(['BAJA', 'stop', 'Baixa', 'utzi', 'baja por favor', 'quiero darme de baja', 'no me manden más mensajes'])(
    '"%s" alone → is done, said once, and nobody is called',
    (words) => {
      const { replies, outcome, topic } = reporting().says(words)
      expect({ outcome, topic }).toEqual({ outcome: 'finished', topic: 'opt_out' })
      expect(replies).toEqual([written('stop')])
    },
  )

  it.each(['baja del padrón', 'quiero dar de baja el agua', 'estoy de baja médica'])(
    '"%s" is something else',
    (words) => {
      expect(greeted().says(words).topic).not.toBe('opt_out')
    },
  )
})

describe('every phrase of the shipped words', () => {
  const phrases = (meaning: string) => [...shipped.values()].flatMap(({ words }) => words[meaning] ?? [])

  it('for danger brings 112, alone or in the middle of a message', () => {
    for (const phrase of ['danger', 'violence', 'suicide'].flatMap(phrases)) {
      for (const message of [phrase, `hola, vengan que ${phrase} al lado del río`]) {
        expect([message, citizen().says(message).topic]).toEqual([message, 'emergency'])
      }
    }
  })

  it('that only sounds like danger does not', () => {
    for (const phrase of phrases('harmless'))
      expect([phrase, citizen().says(phrase).topic]).not.toEqual([phrase, 'emergency'])
  })

  it.each([
    ['hours', 'opening_hours'],
    ['report', 'street_report'],
    ['street_things', 'street_report'],
    ['person', 'talk_to_human'],
    ['ask_person', 'talk_to_human'],
    ['privacy', 'privacy'],
    ['stop', 'opt_out'],
    ['anger', 'complaint'],
  ])('for %s leads there from the menu', (meaning, topic) => {
    for (const phrase of phrases(meaning)) expect([phrase, greeted().says(phrase).topic]).toEqual([phrase, topic])
  })
})
