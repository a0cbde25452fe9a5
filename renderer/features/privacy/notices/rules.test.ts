import { describe, expect, it } from 'vitest'
import type { NoticeText } from '../../../../contract/notices.ts'
import { filledLength, languageState, layerFaults } from './rules.ts'

const stored: NoticeText = {
  language: 'es',
  firstLayer: 'Ayuntamiento ({{town}}). BAJA, INFO.',
  secondLayer: 'Todo.',
  shown: 'Ayuntamiento (Villaclara). BAJA, INFO.',
  approvedAt: null,
  approvedBy: null,
}

describe('the length of a first layer', () => {
  it('is what the station filled in while nothing was written', () =>
    expect(filledLength(stored.firstLayer, stored)).toBe(stored.shown.length))
  it('grows by what is written', () =>
    expect(filledLength(`${stored.firstLayer} Más.`, stored)).toBe(stored.shown.length + 5))
  it('is that of the words where nothing is stored', () => expect(filledLength('hola', undefined)).toBe(4))
})

it('names only faults that have a sentence', () =>
  expect(layerFaults(['firstLayer.no_info', 'firstLayer.other', 'secondLayer'])).toEqual(['no_info']))

it('tells a text that nobody approved from one that is not there', () => {
  expect(languageState({ texts: [stored] }, 'es')).toBe('notApproved')
  expect(languageState({ texts: [{ ...stored, approvedAt: 1 }] }, 'es')).toBe('approved')
  expect(languageState({ texts: [stored] }, 'eu')).toBe('missing')
})
