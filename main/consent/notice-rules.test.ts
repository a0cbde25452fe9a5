import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { languages } from '../../contract/common.ts'
import { authorities } from '../../contract/consents.ts'
import { diffLines, fill, firstLayerFaults } from './notice-rules.ts'
import { shippedConsents } from './shipped.ts'

const resources = join(import.meta.dirname, '../../resources/consent')
const shipped = await shippedConsents(resources)

/** Longer than any town of Spain needs. */
const town = 'San Salvador de la Vega de los Caballeros y Villaverde del Monte'
const facts = {
  town,
  address: 'Plaza Mayor, 1',
  phone: '700 000 100',
  website: '–',
  officer: 'dpd@example.org',
  age: '14',
}

describe.each(languages)('the shipped notice in %s', (language) => {
  it.each(authorities)('says all it must in 600 characters where people complain to %s', (authority) => {
    const { name, web } = shipped.authorities[authority]
    const known = { ...facts, authority: name, authority_web: web }
    const { firstLayer, secondLayer, onlySpanish } = shipped.of(language)
    expect(firstLayerFaults(firstLayer, known)).toEqual([])
    const apology = shipped.of('es').firstLayer + onlySpanish
    expect(fill(apology, known).length).toBeLessThan(600)
    expect(fill(secondLayer, known)).not.toMatch(/\{\{/)
    expect(fill(secondLayer, known).length).toBeLessThan(4000)
    expect(fill(firstLayer, known)).toMatch(/WhatsApp.*Meta|Meta.*WhatsApp/)
  })
})

describe('the shipped purposes', () => {
  it('are seven, each worded in every language, and only service cuts are urgent', () => {
    expect(shipped.purposes).toHaveLength(7)
    for (const purpose of shipped.purposes) expect(Object.keys(JSON.parse(purpose.texts_json))).toEqual([...languages])
    expect(shipped.purposes.filter(({ urgent }) => urgent === 1).map(({ id }) => id)).toEqual(['service_cuts'])
  })
})

describe('a first layer', () => {
  const known = { ...facts, authority: 'AEPD', authority_web: 'www.aepd.es' }
  const good = 'Ayuntamiento ({{town}}). Reclame ante {{authority}}. Escriba BAJA o INFO.'

  it.each([
    ['too_long', good + 'x'.repeat(600)],
    ['no_town', good.replace('{{town}}', 'Villaclara')],
    ['no_authority', good.replace('{{authority}}', 'quien quiera')],
    ['no_stop_word', good.replace('BAJA', 'otra cosa')],
    ['no_info', good.replace('INFO', 'nada')],
    ['unknown_name', `${good} {{alcalde}}`],
  ])('is refused where it is %s', (fault, text) => expect(firstLayerFaults(text, known)).toEqual([fault]))
})

describe('what differs between two texts', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 8 }).map((lines) => lines.join('\n'))

  it('gives back both of them, and says that lines stay where they do', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const lines = diffLines(before, after)
        const side = (left: 'added' | 'removed') => lines.filter(({ kind }) => kind !== left).map((line) => line.text)
        expect(side('added').join('\n')).toBe(before)
        expect(side('removed').join('\n')).toBe(after)
        if (before === after) expect(lines.every(({ kind }) => kind === 'same')).toBe(true)
      }),
    )
  })
})
