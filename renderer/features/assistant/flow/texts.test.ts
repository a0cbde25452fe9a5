import { describe, expect, it } from 'vitest'
import { textLimit } from '../../../../contract/flow.ts'
import { filled, inserted, pieces, roomOf, variablesIn } from './texts.ts'

it('counts the room left', () => {
  expect(roomOf('Hola')).toEqual({ length: 4, state: 'free' })
  expect(roomOf('a'.repeat(textLimit)).state).toBe('tight')
  expect(roomOf('a'.repeat(textLimit + 1)).state).toBe('over')
})

describe('a text as the phone shows it', () => {
  const value = (name: string) => ({ name: 'Rosa', phone: '' })[name] ?? ''

  it('has its variables filled in, without lines that would say nothing', () => {
    expect(filled('Hola {{name}}\nTeléfono: {{phone}}\nAdiós', value)).toBe('Hola Rosa\nAdiós')
    expect(variablesIn('{{name}} y {{name}}, {{slot.when}}')).toEqual(['name', 'slot.when'])
  })

  it('has what stands between asterisks in bold', () => {
    expect(pieces('Llame al *112* ya')).toEqual([
      { text: 'Llame al ', bold: false },
      { text: '112', bold: true },
      { text: ' ya', bold: false },
    ])
    expect(pieces('2 * 3 * 4')).toEqual([{ text: '2 * 3 * 4', bold: false }])
  })

  it('takes a variable where the cursor stands', () => {
    expect(inserted('Hola .', 5, 5, 'name')).toEqual({ text: 'Hola {{name}}.', cursor: 13 })
  })
})
