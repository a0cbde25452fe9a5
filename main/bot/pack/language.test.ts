import { describe, expect, it } from 'vitest'
import type { Language } from '../../../contract/common.ts'
import { flows, flowsFolder } from '../../../tests/support/starter.ts'
import { readFlows } from '../flows.ts'

const sources = await readFlows(flowsFolder)
const texts = sources.flatMap(({ flow, words }) =>
  words.flatMap(({ file, document }) =>
    Object.entries(document.texts).map(([key, text]) => ({
      flow: flow.document,
      file,
      language: document.language,
      key,
      text,
    })),
  ),
)

const languages = ['ca', 'en', 'es', 'eu', 'gl']
/** The most words of a sentence. */
const longestSentence = 20
/** The most characters of a text as it is written: far from what the engine refuses. */
const longestText = 400
/** How many words a variable may become. */
const wordsOf: Readonly<Record<string, number>> = { next_opening: 9, open_now: 12 }

const sentences = (text: string) => text.split(/(?<=[.!?…])\s+|\n/)
const length = (sentence: string) =>
  sentence
    .replace(/\{\{([\w.]+)\}\}/g, (_, name: string) => 'x '.repeat(wordsOf[name] ?? 1))
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word)).length

/** Words with which somebody is called *tú*, and orders that begin a sentence so. */
const familiar: Readonly<Partial<Record<Language, readonly [words: RegExp, orders: RegExp]>>> = {
  es: [
    /\b(tú|te|ti|tu|tus|tuyo|tuya|contigo|vosotros|vosotras|os|vuestro|vuestra|puedes|quieres|tienes|necesitas|eres|estás|sabes|debes)\b/iu,
    /^[¿¡]?(escribe|envía|di|dime|manda|comparte|cuenta|elige|espera|mira|pide|llama|pulsa|responde|confirma)\b/iu,
  ],
  ca: [
    /\b(tu|teu|teva|teus|teves|amb tu|vosaltres|vostre|vostra|pots|vols|tens|necessites|ets|saps|has de)\b/iu,
    /^(escriu|envia|digues|comparteix|explica|tria|espera|demana|truca|respon|confirma)\b/iu,
  ],
  gl: [
    /\b(ti|te|che|teu|túa|teus|túas|contigo|vós|voso|vosa|podes|queres|necesitas|sabes|debes)\b/iu,
    /^(escribe|envía|di|manda|comparte|conta|elixe|agarda|mira|pide|chama|responde|confirma)\b/iu,
  ],
  eu: [/\b(hi|hik|hire|haiz|duk|dun)\b/iu, /^(idatz ezak)\b/iu],
}
/** Letters beyond ASCII are letters too. */
const whole = (pattern: RegExp) =>
  new RegExp(pattern.source.replaceAll('\\b', '(?![\\p{L}])').replace('(?![\\p{L}])', '(?<![\\p{L}])'), 'iu')

describe('the words of every flow', () => {
  it.each(sources.map(({ flow, words }) => [flow.document.name, words] as const))(
    '%s speaks the five languages, each with the same texts',
    (_, words) => {
      expect(words.map(({ document }) => document.language).sort()).toEqual(languages)
      const keys = words.map(({ document }) => Object.keys(document.texts).sort().join())
      expect(new Set(keys).size).toBe(1)
    },
  )

  it('say the same in every language: the same variables, the same numbered lines', () => {
    const shape = (text: string) =>
      [...text.matchAll(/\{\{([\w.]+)\}\}|^\d\. /gm)]
        .map(([found]) => found.replace('of_town', 'town'))
        .sort()
        .join()
    for (const { flow, key, text, file } of texts) {
      const spanish = texts.find((other) => other.flow === flow && other.key === key && other.language === 'es')
      expect(shape(text), `${file} ${key}`).toBe(shape(spanish?.text ?? ''))
    }
  })

  it('have at most twenty words a sentence', () => {
    const long = texts.flatMap(({ file, key, text }) =>
      sentences(text).flatMap((sentence) =>
        length(sentence) > longestSentence ? [`${file} ${key}: ${sentence}`] : [],
      ),
    )
    expect(long).toEqual([])
  })

  it('are short', () => {
    expect(texts.filter(({ text }) => text.length > longestText).map(({ file, key }) => `${file} ${key}`)).toEqual([])
  })

  it('call nobody tú', () => {
    const found = texts.flatMap(({ language, file, key, text }) => {
      const [words, orders] = familiar[language] ?? []
      const card = key.startsWith('summary_')
      return sentences(text).flatMap((sentence) =>
        (words && whole(words).test(sentence)) || (!card && orders?.test(sentence))
          ? [`${file} ${key}: ${sentence}`]
          : [],
      )
    })
    expect(found).toEqual([])
  })

  it('see a tú where there is one', () => {
    const [words, orders] = familiar.es ?? []
    expect(words && whole(words).test('Hola, ¿quieres algo?')).toBe(true)
    expect(words && whole(words).test('Su actitud y sus datos')).toBe(false)
    expect(orders?.test('Escribe el número')).toBe(true)
  })
})

describe('what flows serve', () => {
  const wishes = flows.front.words.get('es')?.wishes ?? {}
  const served = flows.all.flatMap(({ name, document }) =>
    Object.keys(document.intents).map((intent) => [intent, name] as const),
  )

  it.each(served)('%s (%s) is a wish that has a name in every language', (intent) => {
    expect(Object.keys(wishes)).toContain(intent)
    for (const language of flows.front.words.values()) expect(language.wishes[intent]).toBeTruthy()
  })

  it('every handover has a topic and every card says whose language it is', () => {
    for (const { name, document, words } of flows.all.filter((flow) => flow !== flows.front)) {
      for (const [id, step] of Object.entries(document.steps)) {
        if (step.kind !== 'handover') continue
        expect(step.topic, `${name} ${id}`).toBeTruthy()
        expect(words.get('es')?.texts[step.summary], `${name} ${id}`).toContain('{{language}}')
      }
    }
  })
})
