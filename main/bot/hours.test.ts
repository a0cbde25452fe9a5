import { DateTime } from 'luxon'
import { describe, expect, it } from 'vitest'
import { starter, town } from '../../tests/support/starter.ts'
import { nextOpening, openingAt, openNow, weekInWords } from './hours.ts'
import type { CalendarWords } from './words.ts'

const words = (language: 'es' | 'ca' | 'gl' | 'eu' | 'en'): CalendarWords => {
  const found = starter.words.get(language)
  if (!found) throw new Error(`no words in ${language}`)
  return found.calendar
}
const es = words('es')
const at = (iso: string, zone = 'Europe/Madrid') => DateTime.fromISO(iso, { zone }).toMillis()

describe('open or closed', () => {
  it.each([
    ['2026-03-02T08:59', 'Ahora está cerrado. Abre hoy, a las 9:00.'],
    ['2026-03-02T09:00', 'Ahora está abierto hasta las 14:00.'],
    ['2026-03-02T13:59', 'Ahora está abierto hasta las 14:00.'],
    ['2026-03-02T14:00', 'Ahora está cerrado. Abre mañana, martes 3 de marzo, a las 9:00.'],
    ['2026-03-05T15:00', 'Ahora está cerrado. Abre hoy, a las 16:30.'],
    ['2026-03-06T14:30', 'Ahora está cerrado. Abre el lunes 9 de marzo, a las 9:00.'],
    ['2026-03-07T23:30', 'Ahora está cerrado. Abre el lunes 9 de marzo, a las 9:00.'],
  ])('%s → %s', (moment, sentence) => {
    expect(openNow(openingAt(town, at(moment)), es)).toBe(sentence)
  })

  it('follows the clock of the town over the change of hour and in the Canary Islands', () => {
    expect(openNow(openingAt(town, at('2026-03-29T08:00')), es)).toContain('mañana, lunes 30 de marzo, a las 9:00')
    const canary = { ...town, timeZone: 'Atlantic/Canary' } as const
    expect(openNow(openingAt(canary, at('2026-03-02T09:30')), es)).toBe('Ahora está cerrado. Abre hoy, a las 9:00.')
  })

  it('opens next week on the same weekday when that is the only one', () => {
    const thursdays = { ...town, openingHours: [{ weekday: 4, from: '10:00', to: '11:00' }] }
    expect(nextOpening(openingAt(thursdays, at('2026-03-05T12:00')), es)).toBe('el jueves 12 de marzo, a las 10:00')
  })

  it('says nothing where nothing is known, and names no next opening while open', () => {
    expect(openNow(openingAt({ ...town, openingHours: [] }, at('2026-03-02T10:00')), es)).toBe('')
    expect(nextOpening(openingAt({ ...town, openingHours: [] }, at('2026-03-02T10:00')), es)).toBe('')
    expect(nextOpening(openingAt(town, at('2026-03-02T10:00')), es)).toBe('')
    expect(openingAt(town, Number.NaN)).toBeNull()
    expect(openingAt(town, 9e15)).toBeNull()
  })

  it.each([
    ['ca', 'Ara és tancat. Obre dilluns 9 de març, a les 9:00.'],
    ['gl', 'Agora está pechado. Abre o luns 9 de marzo, ás 9:00.'],
    ['eu', 'Orain itxita dago. Hurrengo irekiera: astelehena, martxoak 9, 9:00.'],
    ['en', 'Closed now. It opens on Monday 9 March, at 9:00.'],
  ] as const)('in %s', (language, sentence) => {
    expect(openNow(openingAt(town, at('2026-03-07T12:00')), words(language))).toBe(sentence)
  })
})

describe('the week in words', () => {
  it('names runs of days with the same hours once', () => {
    expect(weekInWords(town, es)).toBe(
      'Lunes a miércoles: de 9:00 a 14:00\nJueves: de 9:00 a 14:00 y de 16:30 a 18:30\nViernes: de 9:00 a 14:00',
    )
  })

  it('joins intervals that touch or overlap, whatever their order', () => {
    const openingHours = [
      { weekday: 6, from: '12:00', to: '15:00' },
      { weekday: 6, from: '10:00', to: '13:00' },
      { weekday: 7, from: '10:00', to: '15:00' },
    ]
    expect(weekInWords({ openingHours }, es)).toBe('Sábado y domingo: de 10:00 a 15:00')
    expect(openNow(openingAt({ ...town, openingHours }, at('2026-03-07T11:00')), es)).toBe(
      'Ahora está abierto hasta las 15:00.',
    )
  })
})
