import { describe, expect, it } from 'vitest'
import { vcardOf } from './card.ts'
import { cardFromWords, cardInWords } from './channel.ts'

const town = { name: 'Ayuntamiento de Olmos', phone: '+34700100001' }

describe('a contact card', () => {
  it('is what phones keep: a name and a number that WhatsApp knows', () => {
    expect(vcardOf(town).split('\n')).toEqual([
      'BEGIN:VCARD',
      'VERSION:3.0',
      'N:;Ayuntamiento de Olmos;;;',
      'FN:Ayuntamiento de Olmos',
      'ORG:Ayuntamiento de Olmos',
      'TEL;type=CELL;type=VOICE;waid=34700100001:+34700100001',
      'END:VCARD',
    ])
  })

  it('lets no name end a line or a value', () => {
    const card = vcardOf({ ...town, name: 'Olmos; del Río, S\\A\nEND:VCARD\nTEL:666' })
    expect(card.split('\n')).toHaveLength(7)
    expect(card).toContain('FN:Olmos\\; del Río\\, S\\\\A END:VCARD TEL:666')
  })

  it('is found again in its words, and in nothing else', () => {
    expect(cardFromWords(cardInWords(town))).toEqual(town)
    for (const text of ['', 'Hola', 'Hola\nqué tal', `${cardInWords(town)}\nmás`, '+34700100001'])
      expect(cardFromWords(text)).toBeNull()
  })
})
