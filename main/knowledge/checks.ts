import { type Language, languages } from '../../contract/common.ts'
import type { FactBody } from '../../contract/knowledge.ts'
import { Problem } from '../../contract/problems.ts'
import type { Town } from '../../contract/settings.ts'
import { knownIntents } from './checklist.ts'
import { compileFacts, type KnownFacts } from './facts.ts'
import type { StoredFact } from './queries.ts'
import { mentions, titleOf } from './rules.ts'

export type Setting = { readonly town: Town; readonly today: string; readonly stored: readonly StoredFact[] }

const refuse = (field: string) => new Problem('BAD_INPUT', { fields: [`body.${field}`] })

/**
 * What the schema cannot see: `BAD_INPUT` naming the field, `FACT_TAKEN`, `FACT_VARIABLE`, `FACT_TOO_LONG`, or
 * `FACT_IN_USE` when other answers lean on what would go.
 */
export function check(body: FactBody, id: string | null, { town, today, stored }: Setting): void {
  if (!speaks(body, town.language)) throw refuse(`words.${town.language}`)
  if (body.reviewedOn > today) throw refuse('reviewedOn')
  if (body.intent !== null && !knownIntents.has(body.intent)) throw refuse('intent')
  const others = stored.filter((fact) => fact.id !== id)
  notTaken(body, others, town.language)
  if ('department' in body && body.department !== null && !hasDepartment(others, body.department)) {
    throw refuse('department')
  }
  const bodies = [...others.map((fact) => fact.body), body]
  const after = compileFacts(bodies, town, today)
  for (const language of languages) {
    const composed = body.words[language] ? after.preview(body, language) : null
    if (!composed || composed.ok) continue
    if (composed.problem === 'too_long') throw new Problem('FACT_TOO_LONG', { language })
    throw new Problem('FACT_VARIABLE', { name: composed.variable ?? '' })
  }
  notBroken(others, after, { town, today, stored })
}

/** Throws `FACT_IN_USE` when other facts speak of this one. */
export function checkRetiring(fact: StoredFact, setting: Setting): void {
  const name = `${fact.body.kind}.${fact.body.slug}`
  const leaning = setting.stored.filter((other) => other.id !== fact.id && mentions(other.body).has(name))
  if (leaning.length > 0) throw inUse(leaning, setting.town.language)
}

const hasDepartment = (facts: readonly StoredFact[], slug: string) =>
  facts.some(({ body }) => body.kind === 'department' && body.slug === slug)

/** Valencian may be told in Catalan; every other language needs words of its own. */
const speaks = ({ words }: FactBody, language: Language) =>
  words[language] !== undefined || (language === 'ca-valencia' && words.ca !== undefined)

function notTaken(body: FactBody, others: readonly StoredFact[], language: Language): void {
  const bySlug = others.find((fact) => fact.body.kind === body.kind && fact.body.slug === body.slug)
  if (bySlug) throw new Problem('FACT_TAKEN', { field: 'slug', title: titleOf(bySlug.body, language) })
  const byIntent = body.intent === null ? undefined : others.find((fact) => fact.body.intent === body.intent)
  if (byIntent) throw new Problem('FACT_TAKEN', { field: 'intent', title: titleOf(byIntent.body, language) })
}

/** Others that could be told before and could not be any more. */
function notBroken(others: readonly StoredFact[], after: KnownFacts, { town, today, stored }: Setting): void {
  const before = compileFacts(
    stored.map(({ body }) => body),
    town,
    today,
  )
  const tells = (facts: KnownFacts, body: FactBody) =>
    languages.every((language) => !body.words[language] || facts.preview(body, language)?.ok)
  const broken = others.filter(({ body }) => !tells(after, body) && tells(before, body))
  if (broken.length > 0) throw inUse(broken, town.language)
}

const inUse = (facts: readonly StoredFact[], language: Language) =>
  new Problem('FACT_IN_USE', {
    titles: facts
      .slice(0, 5)
      .map(({ body }) => titleOf(body, language))
      .join(', '),
  })
