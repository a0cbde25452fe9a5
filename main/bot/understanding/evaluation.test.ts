import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { language } from '../../../contract/common.ts'
import { atTheDoor } from '../at-the-door.ts'
import { loadFlows } from '../flows.ts'
import { noServices } from '../plain.ts'
import type { Understanding } from '../ports.ts'
import { loadModels } from './load.ts'
import { taughtFrom } from './taught.ts'
import { byLanguage, evaluate, half, judgeAll } from './training/evaluation.ts'
import { fingerprintOf } from './training/models.ts'
import { readPhrases, readUnseen } from './training/phrases.ts'
import { understanding } from './understand.ts'
import { wordsOf } from './wording.ts'

const root = join(import.meta.dirname, '../../..')
const shipped = join(root, 'resources/intents')
const { models } = await loadModels(shipped)
const { front } = await loadFlows(join(root, 'resources/flows'), { services: noServices.catalogue })
const understand = atTheDoor(front, understanding(models, taughtFrom([])))
const unseen = await readUnseen(join(root, 'tests/intents/unseen'))
const judged = judgeAll(understand, unseen)

describe('the shipped models', () => {
  it('were trained with the shipped phrases; `npm run train` trains them anew', async () => {
    expect(models.fingerprint).toBe(fingerprintOf(await readPhrases(shipped)))
  })

  it('are measured on phrases they never saw', async () => {
    const { phrases, nearOptOut, nearDanger } = await readPhrases(shipped)
    const seen = new Set([...phrases, ...nearOptOut, ...nearDanger].map(({ text }) => text.toLowerCase().trim()))
    expect(unseen.filter(({ text }) => seen.has(text.toLowerCase().trim()))).toEqual([])
  })
})

describe.each(['tuning', 'final'] as const)('the %s half of the evaluation', (part) => {
  const own = judged.filter((phrase) => half(phrase) === part)

  it('is understood at once: 85 % in Spanish, 75 % in each other language', () => {
    for (const [lang, phrases] of byLanguage(own)) {
      expect([lang, evaluate(phrases).top1]).toEqual([lang, expect.toSatisfy((rate) => rate >= limit(lang))])
    }
  })

  it('has the right intent among the three offered 95 times in a hundred', () => {
    expect(evaluate(own).top3).toBeGreaterThanOrEqual(0.95)
  })

  it('finds every danger', () => {
    expect(own.filter(({ intent, read }) => intent === 'emergency' && !read.danger)).toEqual([])
  })
})

const limit = (lang: string) => (lang === 'es' ? 0.85 : 0.75)

describe('the whole evaluation', () => {
  const all = evaluate(judged)

  it('is confident and wrong in at most 4 of a hundred', () => {
    expect(all.confidentWrong).toBeLessThanOrEqual(0.04)
  })

  it('finds 98 of a hundred who leave, and takes at most 3 others for leaving', () => {
    expect(all.optOutRecall).toBeGreaterThanOrEqual(0.98)
    expect(all.optOutFalse).toBeLessThanOrEqual(0.03)
  })

  it('answers at most 5 of a hundred messages that mean no service', () => {
    expect(all.noneActed).toBeLessThanOrEqual(0.05)
  })
})

describe('leaving and what only sounds like it', async () => {
  const lines = await readFile(join(root, 'tests/intents/unseen/opt-out-borders.jsonl'), 'utf8')
  const borders = lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as { text: string; lang: string; optOut: 'yes' | 'no' | 'ask' })
    .map((border) => ({ ...border, read: understand(border.text, language.parse(border.lang)).optOut }))
  const of = (optOut: string) => borders.filter((border) => border.optOut === optOut)

  it('nobody who leaves goes unheard: at least 98 of a hundred stop at once or are asked', () => {
    const heard = of('yes').filter(({ read }) => read !== 'no')
    expect(heard.length / of('yes').length).toBeGreaterThanOrEqual(0.98)
  })

  it('at most 5 of a hundred who say such words about something else are taken for leaving', () => {
    const taken = of('no').filter(({ read }) => read === 'yes')
    expect(taken.length / of('no').length).toBeLessThanOrEqual(0.05)
  })
})

it.each([
  'no',
  'No.',
  'NO',
  'no, gracias',
  'sí',
  'no tengo foto',
  'Hay un bache',
  'hay basura tirada',
  'hay una farola rota',
  'ez',
  'non',
])('"%s", as an answer or a report, neither leaves nor calls for help', (text) => {
  expect(understand(text, null)).toMatchObject({ optOut: 'no', danger: false })
})

it('a number alone neither leaves nor calls for help, but that of emergencies', () => {
  const numbers = Array.from({ length: 2_000 }, (_, n) => String(n)).filter((number) => number !== '112')
  const taken = numbers.filter((number) => {
    const { optOut, danger } = understand(number, null)
    return optOut !== 'no' || danger
  })
  expect(taken).toEqual([])
  expect(understand('112', null).danger).toBe(true)
})

describe('one word alone', () => {
  const phrases = Object.groupBy(unseen, ({ intent }) =>
    intent === 'opt_out' || intent === 'emergency' ? 'meant' : 'other',
  )
  const wordsIn = (list: typeof unseen = []) => new Set(list.flatMap(({ text }) => wordsOf(text)))
  const meant = wordsIn(phrases.meant)
  const others = [...wordsIn(phrases.other)].filter((word) => !meant.has(word))

  const leaves = ({ optOut, intent }: Understanding) => optOut !== 'no' || intent === 'opt_out'
  const callsForHelp = ({ danger, intent }: Understanding) => danger || intent === 'emergency'

  it('leaves, or is asked about leaving, at most once in two hundred words of other wishes', () => {
    const taken = others.filter((word) => leaves(understand(word, null)))
    expect(taken.length / others.length).toBeLessThanOrEqual(0.005)
  })

  it('calls for help at most once in a hundred', () => {
    const taken = others.filter((word) => callsForHelp(understand(word, null)))
    expect(taken.length / others.length).toBeLessThanOrEqual(0.01)
  })

  it.each(['baja', 'vaja', 'stop', 'bórrame', 'borradme', 'quitarme', 'baixa', 'desuscribirme', 'gelditu'])(
    'leaves where it says so: "%s"',
    (word) => {
      expect(understand(word, null).optOut).toBe('yes')
    },
  )

  it.each(['fuego', 'incendio', 'socorro', 'auxilio', 'ambulancia', 'infarto', 'ausilio', 'inzendio', 'lume', 'sua'])(
    'calls for help where it says so: "%s"',
    (word) => {
      expect(understand(word, null).danger).toBe(true)
    },
  )
})

it.each(['', ' ', '🙂', '\u0000', 'a'.repeat(100_000), 'x '.repeat(5_000), '‮‮', '<script>', '12345'])(
  'reads anything without an error: %#',
  (text) => {
    expect(understand(text, null)).toMatchObject({ optOut: 'no', danger: false })
  },
)
