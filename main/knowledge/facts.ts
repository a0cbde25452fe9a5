import type { Language } from '../../contract/common.ts'
import type { FactBody } from '../../contract/knowledge.ts'
import type { Town } from '../../contract/settings.ts'
import { type Composed, compose, type ReadyAnswer, type Surroundings } from './compose.ts'
import { spokenIn } from './rules.ts'

/** What the town knows, compiled once per change and the same for every conversation. Pure. */
export type KnownFacts = {
  /** The ready answer to a wish; null when the town does not know, or the answer speaks of something it no longer does. */
  answer(intent: string, language: Language): ReadyAnswer | null
  /** The same by slug, whatever its kind: the first of procedure, answer, place and department. */
  lookUp(slug: string, language: Language): ReadyAnswer | null
  /** What `{{fact.<name>}}` stands for: `department.padron.phone`; empty when the town does not know. */
  variable(name: string, language: Language): string
  /** A fact that is not saved yet, as citizens would read it beside those that are. */
  preview(body: FactBody, language: Language): Composed | null
}

type TownWords = Pick<Town, 'name' | 'language' | 'phone' | 'address' | 'website'>

const lookedUpFirst = ['procedure', 'answer', 'place', 'department'] as const

/** Fields that a variable may name and that are the same in every language. */
const plainFields = ['phone', 'email', 'address', 'link'] as const

/** `today` is `YYYY-MM-DD` of the town. */
export function compileFacts(bodies: readonly FactBody[], town: TownWords, today: string): KnownFacts {
  const bySlug = new Map(bodies.map((body) => [`${body.kind}.${body.slug}`, body]))
  const byIntent = new Map(bodies.flatMap((body) => (body.intent === null ? [] : [[body.intent, body] as const])))
  const told = new Map<string, ReadyAnswer | null>()

  const around: Surroundings = {
    town: town.language,
    today,
    variable: (name, language) => standsFor(name, language),
    department: (slug) => {
      const found = bySlug.get(`department.${slug}`)
      return found?.kind === 'department' ? found : undefined
    },
  }

  function standsFor(name: string, language: Language): string | null {
    const [scope, ...rest] = name.split('.')
    if (scope === 'town') return townField(town, rest.join('.'))
    if (scope !== 'fact') return null
    const [kind, slug, field, ...more] = rest
    const body = bySlug.get(`${kind}.${slug}`)
    return body && field !== undefined && more.length === 0 ? fieldOf(body, field, language, town.language) : null
  }

  function tell(body: FactBody | undefined, language: Language): ReadyAnswer | null {
    if (!body) return null
    const key = `${language} ${body.kind}.${body.slug}`
    const known = told.get(key)
    if (known !== undefined) return known
    const composed = compose(body, language, around)
    const ready = composed?.ok ? { text: composed.text, stale: composed.stale, language: composed.language } : null
    told.set(key, ready)
    return ready
  }

  return {
    answer: (intent, language) => tell(byIntent.get(intent), language),
    lookUp: (slug, language) =>
      tell(
        lookedUpFirst.map((kind) => bySlug.get(`${kind}.${slug}`)).find((body) => body !== undefined),
        language,
      ),
    variable: (name, language) => standsFor(`fact.${name}`, language) ?? '',
    preview: (body, language) => compose(body, language, around),
  }
}

const townFields = ['name', 'phone', 'address', 'website'] as const

function townField(town: TownWords, field: string): string | null {
  const known = townFields.find((one) => one === field)
  return known ? town[known] || null : null
}

/** A field of a fact that is one short text; null when there is none, or it says nothing. */
function fieldOf(body: FactBody, field: string, wanted: Language, town: Language): string | null {
  const plain = plainFields.find((one) => one === field)
  if (plain) return (plain in body && (body as Partial<Record<typeof plain, string>>)[plain]) || null
  const language = spokenIn(body.words, wanted, town)
  const words: Readonly<Record<string, unknown>> = (language === null ? undefined : body.words[language]) ?? {}
  const text = Object.hasOwn(words, field) ? words[field] : undefined
  return typeof text === 'string' && text !== '' && !text.includes('{{') ? text : null
}
