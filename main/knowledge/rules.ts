import type { Language } from '../../contract/common.ts'
import type { FactBody } from '../../contract/knowledge.ts'

/** The most characters of one message on WhatsApp. */
export const longestMessage = 4_096

/** The day `YYYY-MM-DD` on which a fact is to be looked at again. */
export function reviewDue({
  reviewedOn,
  reviewEveryMonths,
}: Pick<FactBody, 'reviewedOn' | 'reviewEveryMonths'>): string {
  const [year = 0, month = 1, day = 1] = reviewedOn.split('-').map(Number)
  const months = year * 12 + (month - 1) + reviewEveryMonths
  const last = new Date(Date.UTC(Math.floor(months / 12), (months % 12) + 1, 0)).getUTCDate()
  const due = new Date(Date.UTC(Math.floor(months / 12), months % 12, Math.min(day, last)))
  return due.toISOString().slice(0, 10)
}

/** `today` is `YYYY-MM-DD` of the town. */
export const isStale = (body: Pick<FactBody, 'reviewedOn' | 'reviewEveryMonths'>, today: string): boolean =>
  today >= reviewDue(body)

/** The language a fact is told in: the citizen's, its nearest, or the town's; the first there is when even that is missing. */
export function spokenIn(
  words: Readonly<Partial<Record<Language, unknown>>>,
  wanted: Language,
  town: Language,
): Language | null {
  const near = (language: Language) => {
    if (words[language]) return language
    if (language === 'ca-valencia' && words.ca) return 'ca'
    return language === 'ca' && words['ca-valencia'] ? 'ca-valencia' : null
  }
  const first = Object.keys(words).find((language) => words[language as Language]) as Language | undefined
  return near(wanted) ?? near(town) ?? first ?? null
}

/** The variables of a text: `fact.department.padron.phone`, `town.phone`. */
export const variablesIn = (text: string): readonly string[] =>
  [...text.matchAll(/\{\{\s*([\w.]*)\s*\}\}/g)].map(([, name = '']) => name)

/** Every text of a fact in one language, with the path of its field. */
export function textsOf(words: object): readonly (readonly [string, string])[] {
  return Object.entries(words).flatMap(([field, value]) =>
    Array.isArray(value)
      ? value.map((text, at) => [`${field}.${at}`, String(text)] as const)
      : [[field, String(value)] as const],
  )
}

/** The facts that a fact speaks of, as `kind.slug`: its department and its variables. */
export function mentions(body: FactBody): ReadonlySet<string> {
  const found = new Set<string>()
  if ('department' in body && body.department !== null) found.add(`department.${body.department}`)
  for (const words of Object.values(body.words)) {
    for (const [, text] of textsOf(words)) {
      for (const name of variablesIn(text)) {
        const [, kind, slug] = /^fact\.(\w+)\.(\w+)\./.exec(name) ?? []
        if (kind !== undefined && slug !== undefined) found.add(`${kind}.${slug}`)
      }
    }
  }
  return found
}

/** What a fact is called, for operators. */
export function titleOf(body: FactBody, language: Language): string {
  const spoken = spokenIn(body.words, language, language)
  const words = spoken === null ? undefined : body.words[spoken]
  if (!words) return body.slug
  if ('name' in words) return words.name
  return 'title' in words ? words.title : words.question
}

/** The fields in which two versions differ, for the audit trail: which, never what. */
export function changedFields(before: FactBody, after: FactBody): string[] {
  const old: Readonly<Record<string, unknown>> = before
  return Object.entries(after)
    .filter(([field, value]) => JSON.stringify(old[field]) !== JSON.stringify(value))
    .map(([field]) => field)
    .sort()
}
