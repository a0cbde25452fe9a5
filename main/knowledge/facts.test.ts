import { DateTime } from 'luxon'
import { describe, expect, it } from 'vitest'
import { type Language, languages } from '../../contract/common.ts'
import { type FactBody, factBody } from '../../contract/knowledge.ts'
import practiceTown from '../../resources/town/practice.json' with { type: 'json' }
import { answer, department, place, procedure } from '../../tests/support/facts.ts'
import { checklist, knownIntents } from './checklist.ts'
import { compileFacts } from './facts.ts'
import { longestMessage, textsOf } from './rules.ts'
import { practiceFacts } from './starters.ts'

const town = { name: 'Valdearenas', language: 'es', phone: '+34 700 000 100', address: '', website: '' } as const
const compiled = (bodies: readonly FactBody[], today = '2026-04-01') => compileFacts(bodies, town, today)

describe('an answer', () => {
  it('of a procedure says what to bring, what it costs, how and where, and who sees to it', () => {
    expect(compiled([department(), procedure()]).answer('padron_certificate', 'es')).toEqual({
      language: 'es',
      stale: false,
      text: [
        '*Volante de empadronamiento*',
        'Se da en el momento.',
        '',
        'Necesita:',
        '- DNI',
        '- Autorización si viene por otra persona',
        'Cómo se hace: Llame al +34 700 000 101.',
        'Cuesta: Es gratis.',
        'Más información: https://valdearenas.example/volante',
        '',
        'Lo lleva: Padrón, +34 700 000 101',
      ].join('\n'),
    })
  })

  it('of a place says when and where, with a map', () => {
    expect(compiled([place()]).answer('library', 'eu')).toMatchObject({
      language: 'es',
      text: expect.stringContaining('En el mapa: https://www.openstreetmap.org/?mlat=40.5&mlon=-3.5'),
    })
  })

  it('that was to be looked at again says so, with the day it was', () => {
    const stale = compiled([answer()], '2027-03-01').answer('street_market', 'es')
    expect(stale?.stale).toBe(true)
    expect(stale?.text.split('\n').at(-1)).toBe(
      'Revisamos este dato el 01/03/2026. Confírmelo antes de venir, por si ha cambiado.',
    )
  })

  it('is in the citizen’s language where there is one, with the words around it in the same', () => {
    const words = { ...answer().words, ca: { question: 'Quan és el mercat?', answer: 'Vingui els divendres.' } }
    const facts = compiled([answer({ words })], '2027-03-01')
    expect(facts.answer('street_market', 'ca-valencia')?.text).toMatch(/^Vingui els divendres\.\n\nVam revisar/)
    expect(facts.answer('street_market', 'gl')?.text).toMatch(/^Venga los viernes\.\n\nRevisamos/)
  })

  it('is never made up: no fact, no department behind a variable, no variable of that name', () => {
    expect(compiled([answer()]).answer('library', 'es')).toBeNull()
    expect(compiled([procedure()]).answer('padron_certificate', 'es')).toBeNull()
    const odd = (text: string) => answer({ words: { es: { question: '¿Qué?', answer: `Llame: {{${text}}}` } } })
    for (const name of [
      'fact.department.padron.fax',
      'fact.department.padron',
      'phone',
      'town.mayor',
      '',
      'fact.a.b.c.d',
    ]) {
      expect([name, compiled([department(), odd(name)]).answer('street_market', 'es')]).toEqual([name, null])
    }
    expect(compiled([odd('town.address')]).answer('street_market', 'es')).toBeNull()
    expect(compiled([odd('town.phone')]).answer('street_market', 'es')?.text).toBe('Llame: +34 700 000 100')
    expect(compiled([odd('fact.answer.mercado.answer')]).answer('street_market', 'es')).toBeNull()
  })

  it('is found by slug too, and its fields are variables', () => {
    const facts = compiled([department(), procedure(), answer()])
    expect(facts.lookUp('volante', 'es')?.text).toContain('Volante de empadronamiento')
    expect(facts.lookUp('nada', 'es')).toBeNull()
    expect(facts.variable('department.padron.phone', 'es')).toBe('+34 700 000 101')
    expect(facts.variable('department.padron.name', 'eu')).toBe('Padrón')
    for (const name of ['department.padron.kind', 'department.x.phone', 'padron.phone', '__proto__.a.b', '']) {
      expect([name, facts.variable(name, 'es')]).toEqual([name, ''])
    }
  })

  it('stays within one message, however much is written', () => {
    const fill = (max: number) => 'á'.repeat(max)
    const phone = '+34 700 000 101'
    const contact = { phone, email: `${'a'.repeat(60)}@${'b'.repeat(50)}.example`, address: fill(200) }
    const link = `https://valdearenas.example/${'x'.repeat(270)}`
    const longest: readonly FactBody[] = [
      department({
        ...contact,
        words: { es: { name: fill(100), about: fill(600), hours: fill(300), floor: fill(100) } },
      }),
      place({ address: fill(200), link, words: { es: { name: fill(100), about: fill(900), hours: fill(400) } } }),
      procedure({
        link,
        words: {
          es: {
            title: fill(100),
            about: fill(450),
            papers: Array.from({ length: 10 }, () => fill(130)),
            fee: fill(200),
            how: fill(500),
            deadline: fill(200),
          },
        },
      }),
      answer({ link, department: 'padron', words: { es: { question: fill(140), answer: fill(1_800) } } }),
    ]
    for (const body of longest) {
      expect(factBody.safeParse(body).success).toBe(true)
      const told = compiled([department(contact), ...longest.slice(1)], '2030-01-01').preview(body, 'es')
      expect([body.kind, told?.ok, (told?.text.length ?? 0) <= longestMessage]).toEqual([body.kind, true, true])
    }
  })
})

describe('the practice town', () => {
  const today = DateTime.fromISO('2026-11-25')
  const bodies = practiceFacts(today)
  const facts = compileFacts(bodies, { ...practiceTown, language: 'es' }, '2026-11-25')

  it('answers more than fifty wishes, in Spanish and Catalan, without a hole', () => {
    const intents = bodies.flatMap(({ intent }) => intent ?? [])
    expect(new Set(intents).size).toBeGreaterThanOrEqual(50)
    for (const intent of intents) {
      expect(knownIntents.has(intent)).toBe(true)
      for (const language of ['es', 'ca'] as const) expect(facts.answer(intent, language)?.language).toBe(language)
    }
    expect(bodies.filter(({ words }) => words.gl && words.eu).length).toBeGreaterThanOrEqual(10)
  })

  it('shows what a stale fact is', () => {
    const stale = bodies.filter(({ intent }) => intent !== null && facts.answer(intent, 'es')?.stale)
    expect(stale.map(({ slug }) => slug)).toEqual(['subvenciones', 'empleo_publico'])
  })

  const texts = bodies.flatMap(({ slug, words }) =>
    languages.flatMap((language) =>
      textsOf(words[language] ?? {}).map(([, text]) => ({
        slug,
        language,
        text: text.replaceAll(/\{\{.*?\}\}/g, 'X'),
      })),
    ),
  )

  it('speaks plainly: no sentence of more than twenty words', () => {
    const sentences = texts.flatMap(({ slug, text }) =>
      text.split(/[.!?]\s|\n/).map((sentence) => `${slug}: ${sentence}`),
    )
    expect(sentences.filter((sentence) => sentence.split(/\s+/).length > 21)).toEqual([])
  })

  it('says usted throughout', () => {
    const familiar = /\b(tu|tus|puedes|tienes|ven|trae)\b/i
    expect(texts.filter(({ language, text }) => language === 'es' && familiar.test(text))).toEqual([])
  })
})

it('the checklist asks for every wish once, with a name in the languages the texts are in', () => {
  expect(checklist.length + 7).toBe(knownIntents.size)
  for (const { intent, title } of checklist) {
    const spoken = (['es', 'ca'] satisfies Language[]).map((language) => title[language] ?? '')
    expect([intent, spoken.every((text) => text !== '')]).toEqual([intent, true])
  }
})
