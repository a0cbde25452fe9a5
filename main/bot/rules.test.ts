import { describe, expect, it } from 'vitest'
import { citizen, greeted, reporting, sticker, unknown, voice, written } from '../../tests/support/starter.ts'

const menu = written('menu')

describe('first contact', () => {
  it('says that it is automatic, how to reach a person, and shows the menu', () => {
    const { replies, outcome, unfinished } = citizen().says('Hola buenas')
    expect(replies).toHaveLength(2)
    expect(replies[0]).toContain('asistente automático del Ayuntamiento de Valdearenas del Soto')
    expect(replies[0]).toContain('PERSONA')
    expect(replies[1]).toBe(menu)
    expect({ outcome, unfinished }).toEqual({ outcome: 'waiting', unfinished: false })
  })

  it('answers a question asked straight away, after saying who is speaking', () => {
    const { replies, outcome, topic } = citizen().says('A q hora abren mañana??')
    expect(replies).toHaveLength(2)
    expect(replies[1]).toContain('Lunes a miércoles: de 9:00 a 14:00')
    expect({ outcome, topic }).toEqual({ outcome: 'finished', topic: 'opening_hours' })
  })

  it('greets again the next day and not before', () => {
    const someone = citizen()
    someone.says('horario')
    someone.later(2)
    expect(someone.says('horario').replies).toHaveLength(1)
    someone.later(13)
    expect(someone.says('horario').replies[0]).toContain('asistente automático')
  })

  it('does not say the name of the town hall twice when the settings hold it', () => {
    const someone = citizen({ town: { name: 'Ayuntamiento de Valdearenas del Soto' } })
    expect(someone.says('hola').replies[0]).toContain('del Ayuntamiento de Valdearenas del Soto.')
  })
})

describe('the menu, by number or by words', () => {
  it.each([
    ['1', 'opening_hours'],
    ['la 1 por favor', 'opening_hours'],
    ['uno', 'opening_hours'],
    ['1️⃣', 'opening_hours'],
    ['HORARIO', 'opening_hours'],
    ['orario', 'opening_hours'],
    ['a que ora abren el ayuntamiento, que horario tienen', 'opening_hours'],
    ['¿Está abierto?', 'opening_hours'],
    ['2', 'street_report'],
    ['dos', 'street_report'],
    ['quiero avisar de algo', 'street_report'],
    ['hay una averia', 'street_report'],
    ['FAROLA FUNDIDA', 'street_report'],
    ['se ha roto un contenedro en mi calle', 'street_report'],
    ['mucha vasura tirada', 'street_report'],
    ['3', 'talk_to_human'],
    ['quiero hablar con alguien', 'talk_to_human'],
    ['pásame con una persona', 'talk_to_human'],
    ['presona', 'talk_to_human'],
    ['privacidad', 'privacy'],
    ['que haceis con mis datos', 'privacy'],
    ['info', 'privacy'],
  ])('%s → %s', (words, topic) => {
    expect(greeted().says(words).topic).toBe(topic)
  })

  it.each(['4', 'la cuatro', 'trámites', 'otros tramites'])('%s → what else there is', (words) => {
    expect(greeted().says(words).replies).toEqual([written('more_menu')])
  })

  it.each(['5', '1 y 2', '22', 'perdona', 'en abril', 'hasta la semana que viene', 'el final de la carrera'])(
    'does not guess at "%s"',
    (words) => {
      expect(greeted().says(words).replies).toEqual([written('not_understood'), menu])
    },
  )

  it('does not tell the hours of the town hall when asked for those of something else', () => {
    for (const words of ['horario de la biblioteca', 'a qué hora abre la piscina', 'a qué hora pasa la basura']) {
      expect(greeted().says(words).replies.join()).not.toContain('9:00')
    }
  })

  it('does not take a question about the streets for a report', () => {
    for (const words of ['¿Cuándo pasa la basura?', 'donde pongo los escombros', 'hay aviso de viento para mañana?']) {
      expect(greeted().says(words).topic).toBeNull()
    }
  })

  it('does not fish a fact out of a long story that only mentions it', () => {
    const story =
      'fuimos mi hermana y yo el viernes pasado a preguntar por la tarjeta y estaba cerrado y no había nadie'
    expect(greeted().says(story).replies).toEqual([written('not_understood'), menu])
  })

  it("begins afresh the next day: yesterday's misunderstanding does not count", () => {
    const someone = greeted()
    someone.says('lo del IBI')
    someone.later(24)
    expect(someone.says('lo del IBI').outcome).toBe('waiting')
  })

  it('calls a person instead of inventing hours nobody has set', () => {
    const { outcome, replies, department } = citizen({ town: { openingHours: [] } }).says('horario')
    expect({ outcome, department }).toEqual({ outcome: 'handed_over', department: 'general' })
    expect(replies.at(-1)).toBe(written('hours_unknown'))
  })

  it('leaves out the line of an address nobody has set', () => {
    expect(
      citizen({ town: { address: '' } })
        .says('horario')
        .replies.at(-1),
    ).not.toContain('Dirección')
  })
})

describe('words that work at every question', () => {
  it('PERSONA hands over with everything collected', () => {
    const end = reporting().says('PERSONA')
    expect(end).toMatchObject({ outcome: 'handed_over', topic: 'street_report' })
    expect(end.summary).toContain('Qué: hay una farola apagada')
  })

  it('INFO and the hours are answered, and the question is asked again', () => {
    const someone = reporting()
    expect(someone.says('INFO').replies).toEqual([expect.stringContaining('trata sus datos'), written('report_where')])
    const { replies, unfinished } = someone.says('¿a qué hora cierran hoy?')
    expect(replies).toEqual([expect.stringContaining('hasta las 14:00'), written('report_where')])
    expect(unfinished).toBe(true)
  })

  it('MENÚ goes back to the menu', () => {
    expect(reporting().says('menú').replies).toEqual([menu])
  })

  it('a person who is mentioned is not a person who is called', () => {
    const someone = greeted()
    someone.says('2')
    expect(someone.says('una persona ha tirado un colchón').replies).toEqual([written('report_where')])
  })

  it('the second misunderstanding in a row calls a person; one that was cleared up does not count', () => {
    const someone = greeted()
    expect(someone.says('quería preguntar por lo del IBI').outcome).toBe('waiting')
    someone.says('horario')
    expect(someone.says('lo del IBI').outcome).toBe('waiting')
    const end = someone.says('cuándo se paga')
    expect(end).toMatchObject({ outcome: 'handed_over', topic: 'not_understood' })
    expect(end.summary).toContain('Escribió: lo del IBI / cuándo se paga')
  })
})

describe('what is not a question', () => {
  it('thanks get one short courtesy and no menu', () => {
    const someone = greeted()
    someone.says('1')
    expect(someone.says('muchas gracias!!').replies).toEqual([written('courtesy')])
    expect(someone.says('👍').replies).toEqual([])
    expect(someone.says('2').replies).toEqual([written('report_what')])
  })

  it('a voice note is asked for in words; a second one reaches a person', () => {
    const someone = greeted()
    expect(someone.says(voice).replies).toEqual([written('voice')])
    expect(someone.says(voice).outcome).toBe('handed_over')
    expect(reporting().says(voice).replies).toEqual([written('voice'), written('report_where')])
  })

  it('a sticker or something unreadable is said to be so, and the question asked again', () => {
    expect(reporting().says(sticker).replies).toEqual([written('sticker'), written('report_where')])
    expect(reporting().says(unknown).replies).toEqual([written('unreadable'), written('report_where')])
    expect(greeted().says(unknown).replies).toEqual([written('unreadable')])
  })

  it('nothing at all changes nothing', () => {
    const someone = reporting()
    const before = someone.state
    expect(someone.says([])).toMatchObject({ replies: [], outcome: 'waiting', unfinished: true })
    expect({ ...someone.state }).toEqual(before)
    expect(citizen().says([]).replies).toEqual([])
  })
})

describe('languages', () => {
  it.each([
    ['ca', 'Bon dia, hi ha un fanal trencat', 'al carrer Nou 3', 'no', 'sí'],
    ['gl', 'Bos días, hai unha farola apagada', 'rúa do Pozo 3', 'non', 'si'],
    ['eu', 'Kaixo, farola bat apurtuta dago', 'Nagusia kalea 4', 'ez', 'bai'],
    ['en', 'Hello, there is a broken street light', 'Calle Ancha 9', 'no', 'yes'],
  ] as const)('a report in %s from the first word to the last', (language, what, where, no, yes) => {
    const someone = citizen()
    expect(someone.says(what)).toMatchObject({ language, topic: 'street_report' })
    expect(someone.says(where).replies).toEqual([written('report_photo', language)])
    expect(someone.says(no).replies[0]).toContain(what)
    const end = someone.says(yes)
    expect(end).toMatchObject({ outcome: 'handed_over', language })
    expect(end.summary).toContain(`Idioma: ${starterName[language]}`)
  })

  it('stays with a language once it is known, and changes when asked', () => {
    const someone = citizen({ language: 'gl' })
    expect(someone.says('quiero el horario por favor').replies.at(-1)).toContain('Luns')
    const changed = someone.says('en castellano, por favor')
    expect(changed.language).toBe('es')
    expect(changed.replies[0]).toBe(written('language_changed'))
  })

  it('answers in the language of the town while that of the citizen is unknown', () => {
    const { replies, language } = citizen({ town: { language: 'ca-valencia' } }).says('1')
    expect(language).toBeNull()
    expect(replies[0]).toContain('assistent automàtic')
  })

  it('is not misled by the name of a street', () => {
    const someone = reporting()
    expect(someone.says('Carrer Major amb Plaça de la Vila, hi ha una font').language).toBe('es')
  })
})

const starterName = { ca: 'catalán', gl: 'gallego', eu: 'euskera', en: 'inglés' } as const
