import { describe, expect, it } from 'vitest'
import { sound, wordsOf } from './wording.ts'

describe('words of a message', () => {
  it.each([
    ['Xq no pasa el camión?? XFA', 'porque no pasa el camion por favor'],
    ['kiero cita tb xa mi madre', 'quiero cita tambien xa mi madre'],
    ["l'ajuntament obri?", 'el ajuntament obri'],
    ['holaaaa 🙏', 'hola 🙏'],
    ['', ''],
    ['\u202e\u0000 …', ''],
  ])('%j reads %j', (text, words) => {
    expect(wordsOf(text).join(' ')).toBe(words)
  })

  it('reads the beginning and the end of a message of five thousand words', () => {
    const words = wordsOf(`primera ${'palabra '.repeat(5000)} última`)
    expect(words).toHaveLength(120)
    expect([words[0], words.at(-1)]).toEqual(['primera', 'ultima'])
  })
})

describe('how a word sounds', () => {
  it.each([
    ['vasura', 'basura'],
    ['ola', 'hola'],
    ['kontenedor', 'contenedor'],
    ['sita', 'cita'],
    ['yave', 'llave'],
    ['jente', 'gente'],
    ['etxea', 'echea'],
  ])('%s as %s', (heard, written) => {
    expect(sound(heard)).toBe(sound(written))
  })

  it('tells different words apart', () => {
    expect(new Set(['casa', 'caza', 'copa', 'gota', 'fuego', 'luego', 'juego'].map(sound)).size).toBe(6)
  })
})
