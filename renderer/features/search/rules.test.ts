import { describe, expect, it } from 'vitest'
import { byConversation, highlight, isSearchable, queryWords, snippet } from './rules.ts'

const marked = (text: string, query: string) =>
  highlight(text, query)
    .map((stretch) => (stretch.hit ? `[${stretch.text}]` : stretch.text))
    .join('')

describe('highlight', () => {
  it('ignores accents and case on both sides', () => {
    expect(marked('El Padrón y el PADRON', 'padron')).toBe('El [Padrón] y el [PADRON]')
    expect(marked('la farola', 'FÁROLA')).toBe('la [farola]')
    expect(marked('mañana', 'manana')).toBe('[mañana]')
  })

  it('knows accents that come as loose marks', () => {
    expect(marked('padro\u0301n roto', 'padrón')).toBe('[padro\u0301n] roto')
    expect(marked('cafe\u0301', 'cafe')).toBe('[cafe\u0301]')
  })

  it('marks the beginning of words, not their middle', () => {
    expect(marked('basura y abasto', 'bas')).toBe('[bas]ura y abasto')
  })

  it('marks every word of the query, the longer of two that begin alike', () => {
    expect(marked('contenedor de basura', 'basura conte')).toBe('[conte]nedor de [basura]')
    expect(marked('farolas', 'faro farola')).toBe('[farola]s')
  })

  it('keeps text whole whatever its characters', () => {
    const text = '😀 ﬁn İstanbul ß <b>Plaza</b> \u202eoãn'
    expect(
      highlight(text, 'plaza fin ista')
        .map((stretch) => stretch.text)
        .join(''),
    ).toBe(text)
    expect(marked('😀 plaza', 'plaza')).toBe('😀 [plaza]')
  })

  it('takes signs of the query as nothing', () => {
    expect(queryWords('"plaza*" (mayor) .')).toEqual(['plaza', 'mayor'])
    expect(highlight('plaza', '***')).toEqual([{ text: 'plaza', hit: false }])
  })
})

describe('isSearchable', () => {
  it('wants two letters or digits', () => {
    expect(isSearchable('a')).toBe(false)
    expect(isSearchable('á!')).toBe(false)
    expect(isSearchable('áb')).toBe(true)
    expect(isSearchable('70')).toBe(true)
  })
})

describe('snippet', () => {
  it('leaves a short line as it is', () => {
    expect(snippet('hola\nqué  tal', 'tal', 100)).toBe('hola qué tal')
  })

  it('shows the first hit of a long text', () => {
    const text = `${'bla '.repeat(200)}la farola ${'bla '.repeat(200)}`
    const cut = snippet(text, 'farola', 120)
    expect(cut).toContain('farola')
    expect(cut.length).toBeLessThanOrEqual(126)
  })

  it('begins at the beginning when the hit is there', () => {
    expect(snippet(`farola ${'bla '.repeat(200)}`, 'farola', 60).startsWith('farola')).toBe(true)
  })
})

describe('byConversation', () => {
  it('keeps the order of the newest of each', () => {
    const result = (conversation: string, at: number) => ({
      conversation: { id: conversation },
      message: { id: `${at}`, at },
    })
    const groups = byConversation([result('a', 9), result('b', 8), result('a', 7)])
    expect(groups.map((group) => [group.conversationId, group.results.length])).toEqual([
      ['a', 2],
      ['b', 1],
    ])
  })
})
