import { describe, expect, it } from 'vitest'
import type { Fact, FactBody } from '../../../contract/knowledge.ts'
import { answer, department, place, procedure } from '../../../tests/support/facts.ts'
import { bodyOf, draftFor, draftOf, emptyDraft, faultsOf, found, slugFrom, titleOf } from './rules.ts'

const all: readonly FactBody[] = [department(), place(), place({ position: null }), procedure(), answer()]

describe('a draft of a fact', () => {
  it.each(all)('is the fact again: $kind', (body) => {
    expect(bodyOf(draftOf(body))).toEqual(body)
    expect([...faultsOf(draftOf(body), 'es')]).toEqual([])
  })

  it('that is new lacks what nobody has given', () => {
    const draft = emptyDraft('answer', '2026-03-02', 'es')
    expect([...faultsOf(draft, 'es')]).toEqual(['slug', 'source', 'es.question', 'es.answer'])
  })

  it('from the checklist has its name and nothing invented', () => {
    const item = {
      intent: 'library',
      kind: 'place',
      slug: 'biblioteca',
      title: { es: 'Biblioteca', ca: 'Biblio' },
      filled: false,
    } as const
    const draft = draftFor(item, '2026-03-02', 'ca-valencia')
    expect(draft).toMatchObject({ intent: 'library', slug: 'biblioteca', words: { 'ca-valencia': { name: 'Biblio' } } })
    expect([...faultsOf(draft, 'ca-valencia')]).toEqual(['source'])
  })

  it.each([
    ['phone', 'llame'],
    ['email', 'sin arroba'],
    ['link', 'http://valdearenas.example'],
    ['latitude', '91'],
    ['longitude', 'oeste'],
  ])('with a bad %s says so', (field, value) => {
    const draft = draftOf(field === 'email' ? department() : place())
    expect(faultsOf({ ...draft, plain: { ...draft.plain, [field]: value } }, 'es')).toContain(field)
  })

  it('takes a decimal comma, drops a language left empty, and asks for no more than ten papers', () => {
    const draft = draftOf(place())
    const comma = {
      ...draft,
      plain: { ...draft.plain, latitude: '40,25' },
      words: { ...draft.words, ca: { name: '  ' } },
    }
    expect(bodyOf(comma)).toMatchObject({ position: { latitude: 40.25 }, words: { es: {} } })
    expect(Object.keys(bodyOf(comma).words)).toEqual(['es'])
    expect([...faultsOf(comma, 'es')]).toEqual([])
    const papers = draftOf(procedure())
    const many = { ...papers.words.es, papers: Array.from({ length: 11 }, (_, n) => `Papel ${n}`).join('\n') }
    expect([...faultsOf({ ...papers, words: { es: many } }, 'es')]).toEqual(['es.papers'])
  })
})

it('a slug comes from a name', () => {
  expect(slugFrom('¿Cuándo es el mercadillo?')).toBe('cuando_es_el_mercadillo')
  expect(slugFrom('2 Piscinas')).toBe('piscinas')
  expect(slugFrom('x'.repeat(60))).toHaveLength(40)
  expect(slugFrom('«»')).toBe('')
})

it('facts are found by words of any language, without accents', () => {
  const facts: Fact[] = all.map((body, at) => ({
    id: String(at),
    version: 1,
    updatedAt: 0,
    author: null,
    stale: false,
    body,
  }))
  expect(found(facts, 'CARNE dni').map(({ id }) => id)).toEqual(['1', '2'])
  expect(found(facts, ' ')).toHaveLength(facts.length)
  expect(found(facts, 'piscina')).toEqual([])
  expect(titleOf(answer(), 'eu')).toBe('¿Cuándo es el mercadillo?')
})
