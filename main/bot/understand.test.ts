import { describe, expect, it } from 'vitest'
import { starter } from '../../tests/support/starter.ts'
import { detectLanguage } from './language.ts'
import { placeIn } from './place.ts'
import { tokens } from './text.ts'
import { isPolite, mentions, read, saysOnly, vocabulary } from './understand.ts'

const table = vocabulary(
  [
    ['lamp', ['farola', 'luz de la calle']],
    ['tax', ['tasa de basura']],
    ['rubbish', ['basura']],
    ['filler', ['por favor', 'la']],
    ['greeting', ['hola']],
  ],
  'any',
  ['final', 'barola'],
)
const reading = (text: string) => read(table, tokens(text))

describe('reading a message', () => {
  it('finds phrases whole, the longest first, and spends their words', () => {
    expect(mentions(reading('la luz de la calle'), 'lamp')).toBe(true)
    expect(mentions(reading('pago la tasa de basura'), 'tax')).toBe(true)
    expect(mentions(reading('pago la tasa de basura'), 'rubbish')).toBe(false)
  })

  it('forgives one wrong letter in a word of five or more, and the sound of b and v', () => {
    expect(mentions(reading('farla'), 'lamp')).toBe(true)
    expect(mentions(reading('vasura'), 'rubbish')).toBe(true)
  })

  it('does not correct a word it knows, a short one, or a first letter', () => {
    expect(mentions(reading('barola'), 'lamp')).toBe(false)
    expect(mentions(reading('larola'), 'lamp')).toBe(false)
    expect(mentions(read(vocabulary([['lamp', ['luz']]], 'any'), ['lux']), 'lamp')).toBe(false)
    expect(mentions(read(vocabulary([['lamp', ['farola']]], 'none'), ['farla']), 'lamp')).toBe(false)
  })

  it('tells a message that says only this from one that mentions it', () => {
    expect(saysOnly(reading('hola, la farola por favor'), 'lamp')).toBe(true)
    expect(saysOnly(reading('farola rota'), 'lamp')).toBe(false)
    expect(saysOnly(reading('farola basura'), 'lamp')).toBe(false)
    expect(saysOnly(reading(''), 'lamp')).toBe(false)
    expect(isPolite(reading('hola por favor'))).toBe(true)
  })
})

describe('the language of a message', () => {
  it.each([
    ['Bon dia, voldria saber quan obriu', 'ca'],
    ['Bo día, quería saber cando abrides', 'gl'],
    ['Egun on, noiz irekitzen duzue?', 'eu'],
    ['Good morning, when do you open?', 'en'],
    ['Buenos días, quiero saber cuándo abren', 'es'],
    ['kaixo', 'eu'],
    ['grazas', 'gl'],
    ['ok', null],
    ['no', null],
    ['Carrer Major 3', null],
    ['hola', null],
    ['', null],
  ])('%s → %s', (text, language) => {
    expect(detectLanguage(starter.languages, tokens(text))).toBe(language)
  })
})

describe('a street named in passing', () => {
  it.each([
    ['hay una farola fundida en la calle Mayor 12, lleva 3 días', 'calle Mayor 12'],
    ['basura en la Plaza de España desde ayer', 'Plaza de España'],
    ['un bache en c/ San Roque, 3', 'c/ San Roque, 3'],
    ['bache en calle mayor 4', 'calle mayor 4'],
    ['BACHE EN CALLE MAYOR 4', 'CALLE MAYOR 4'],
    ['hi ha un sot a la plaça de la Vila', 'plaça de la Vila'],
    ['fochanca na rúa do Pozo, 8', 'rúa do Pozo, 8'],
    ['la farola de la calle está fundida', null],
    ['la luz de mi calle lleva 3 días apagada', null],
    ['BASURA EN LA CALLE TODO EL DIA', null],
    ['', null],
  ])('%s → %s', (text, place) => {
    expect(placeIn(text)).toBe(place)
  })
})
