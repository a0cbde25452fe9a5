import { describe, expect, it } from 'vitest'
import {
  cannedQuery,
  charactersLeft,
  fieldKey,
  fillVariables,
  longest,
  matchingReplies,
  missingVariables,
  obstacle,
  pastedFiles,
  refusedAtOnce,
  secondsLeft,
  shortName,
  shouldAnnounceTyping,
  windowAround,
} from './rules.ts'

const values = { nombre: 'Rosa', ayuntamiento: 'Valdeolmo', operador: 'Ana' }

describe('variables', () => {
  it('are filled whatever the spacing and case', () => {
    expect(fillVariables('{{nombre}}, de {{ Ayuntamiento }}: {{OPERADOR}}', values)).toBe('Rosa, de Valdeolmo: Ana')
  })

  it('stay when nothing is known or the name is another, and block the send', () => {
    const text = fillVariables('Hola {{nombre}}, su {{expediente}} y {{expediente}}', { ...values, nombre: '' })
    expect(missingVariables(text)).toEqual(['{{nombre}}', '{{expediente}}'])
    expect(obstacle(text)).toEqual({ why: 'unfilled', variables: ['{{nombre}}', '{{expediente}}'] })
  })

  it('are put in as they are: a name is not a pattern', () => {
    expect(fillVariables('Hola {{nombre}}', { ...values, nombre: '$& {{operador}}' })).toBe('Hola $& {{operador}}')
  })
})

describe('canned replies', () => {
  const reply = (shortcut: string, title: string, text: string) => ({ id: shortcut, shortcut, title, text })
  const replies = [
    reply('saludo', 'Saludo', 'Buenos días, le atiende el ayuntamiento.'),
    reply('padron', 'Padrón municipal', 'Traiga el DNI.'),
    reply('horario', 'Horario de oficina', 'Abrimos de 9 a 14. Para el padrón pida cita.'),
  ]
  const found = (query: string) => matchingReplies(replies, query).map(({ id }) => id)

  it('are asked for with a slash at the very beginning', () => {
    expect(cannedQuery('/hor')).toBe('hor')
    expect(cannedQuery('/')).toBe('')
    expect(cannedQuery('a 1/2')).toBeNull()
    expect(cannedQuery('/uno\ndos')).toBeNull()
  })

  it('match shortcut, then title, then text, without accents', () => {
    expect(found('PADRÓN')).toEqual(['padron', 'horario'])
    expect(found('oficina')).toEqual(['horario'])
    expect(found('horario dni')).toEqual([])
    expect(found('')).toHaveLength(3)
  })
})

describe('a file', () => {
  const photo = { mime: 'image/jpeg' }

  it('needs no words, and takes fewer', () => {
    expect(obstacle('', photo)).toBeNull()
    expect(obstacle('a'.repeat(1024), photo)).toBeNull()
    expect(obstacle('a'.repeat(1030), photo)).toEqual({ why: 'too_long', over: 6 })
    expect(charactersLeft('a'.repeat(1000), photo)).toBe(24)
    expect(charactersLeft('a'.repeat(1000))).toBeNull()
    expect(obstacle('Hola {{x}}', photo)).toMatchObject({ why: 'unfilled' })
  })

  it('of sound takes none, unless it goes as a document', () => {
    expect(obstacle('Escuche', { mime: 'audio/ogg' })).toEqual({ why: 'no_caption' })
    expect(obstacle('', { mime: 'audio/ogg' })).toBeNull()
    expect(obstacle('Escuche', { mime: 'audio/wav' })).toBeNull()
  })

  it('of nothing, or of too much, is told at once', () => {
    expect(refusedAtOnce({ size: 0 })).toMatchObject({ code: 'FILE_EMPTY' })
    expect(refusedAtOnce({ size: 2 ** 24 })).toBeNull()
    expect(refusedAtOnce({ size: 2 ** 24 + 1 })).toMatchObject({ code: 'FILE_TOO_LARGE', data: { most: 2 ** 24 } })
  })

  it('is pasted only where there are no words to paste', () => {
    const file = new File(['x'], 'captura.png')
    const board = (text: string) => ({ files: [file] as unknown as FileList, getData: () => text })
    expect(pastedFiles(board(''))).toEqual([file])
    expect(pastedFiles(board('una tabla'))).toEqual([])
  })
})

describe('obstacle', () => {
  it('counts as the contract does: trimmed', () => {
    expect(obstacle('  \n ')).toEqual({ why: 'empty' })
    expect(obstacle(` ${'a'.repeat(longest)} `)).toBeNull()
    expect(obstacle('a'.repeat(longest + 3))).toEqual({ why: 'too_long', over: 3 })
  })

  it('speaks of characters only near the end', () => {
    expect(charactersLeft('hola')).toBeNull()
    expect(charactersLeft('a'.repeat(4000))).toBe(96)
    expect(charactersLeft('a'.repeat(4100))).toBe(-4)
  })
})

describe('shortName', () => {
  it('takes the first word with letters, or the phone', () => {
    expect(shortName('Rosa Peña', null)).toBe('Rosa')
    expect(shortName('\u202e🌻 Ñusta', null)).toBe('Ñusta')
    expect(shortName('🌻', '+34700123456')).toBe('+34700123456')
    expect(shortName('', null)).toBeNull()
  })
})

describe('time', () => {
  it('announces the first key at once, then every three seconds', () => {
    expect(shouldAnnounceTyping(null, 5)).toBe(true)
    expect(shouldAnnounceTyping(1000, 3999)).toBe(false)
    expect(shouldAnnounceTyping(1000, 4000)).toBe(true)
  })

  it('counts whole seconds down to zero', () => {
    expect(secondsLeft(5000, 0)).toBe(5)
    expect(secondsLeft(5000, 4999)).toBe(1)
    expect(secondsLeft(5000, 6000)).toBe(0)
  })
})

describe('fieldKey', () => {
  const press = (key: string, changes = {}) => ({ key, ctrlKey: false, metaKey: false, shiftKey: false, ...changes })

  it('sends with Ctrl+Enter, and with Enter for those who want it', () => {
    expect(fieldKey(press('Enter', { ctrlKey: true }), false)).toBe('send')
    expect(fieldKey(press('Enter'), false)).toBeNull()
    expect(fieldKey(press('Enter'), true)).toBe('send')
    expect(fieldKey(press('Enter', { shiftKey: true }), true)).toBeNull()
  })

  it('leaves with Escape and undoes with Ctrl+Z', () => {
    expect(fieldKey(press('Escape'), false)).toBe('leave')
    expect(fieldKey(press('z', { ctrlKey: true }), false)).toBe('undo')
    expect(fieldKey(press('z'), false)).toBeNull()
  })
})

describe('windowAround', () => {
  it('keeps the active row in sight, and stays inside the list', () => {
    expect(windowAround(0, 10, 5)).toEqual({ from: 0, to: 5 })
    expect(windowAround(5, 10, 5)).toEqual({ from: 3, to: 8 })
    expect(windowAround(9, 10, 5)).toEqual({ from: 5, to: 10 })
    expect(windowAround(1, 3, 5)).toEqual({ from: 0, to: 3 })
  })
})
