import type { ImportField, ImportReason, ImportVerdict } from '../../../contract/citizens.ts'
import type { Language } from '../../../contract/common.ts'
import lists from '../../../resources/citizens/lists.json' with { type: 'json' }
import { withoutGuard } from '../csv.ts'
import { readPhone } from '../phones.ts'
import { cleanName, knownNeighbourhood, mayBeOnePerson, placeKey } from '../rules.ts'

/** A row as it is written. `phone` is E.164, or as it came where it is none. */
export type ListedPerson = {
  readonly name: string
  readonly phone: string
  readonly language: Language | null
  readonly neighbourhood: string
  readonly tags: readonly string[]
  readonly note: string
  readonly purposes: readonly string[]
}

export type ReadRow = {
  readonly person: ListedPerson
  /** Why it cannot be taken. */
  readonly fault: 'blank' | ImportReason | null
  /** What to know of it though it is taken. */
  readonly warning: ImportReason | null
}

/** What is known of the citizen who has the phone. */
export type KnownPerson = {
  readonly id: string
  readonly name: string
  readonly language: string | null
  readonly neighbourhood: string
  readonly note: string
  readonly tags: readonly string[]
  /** Shown to nobody: a list must not bring them back. */
  readonly hidden: boolean
}

export type Verdict = { readonly verdict: ImportVerdict; readonly reason: ImportReason | null }

const languages = new Map<string, Language>(
  Object.entries(lists.languages).flatMap(([language, names]) =>
    names.map((name) => [placeKey(name), language as Language] as const),
  ),
)

const longestNote = 2000
const longestTag = 30
const mostTags = 20

const several = (text: string) =>
  text
    .split(/[,;|\n]/)
    .map((part) => cleanName(part))
    .filter((part) => part !== '')

const noteOf = (text: string) =>
  text
    .toWellFormed()
    .replace(/[^\P{Cc}\n]|[^\P{Cf}\u200d]/gu, ' ')
    .trim()

/** Reads the cells of a row by what each column holds. */
export function readRow(
  cells: readonly string[],
  columns: readonly (ImportField | null)[],
  neighbourhoods: readonly string[],
): ReadRow {
  const cell = (field: ImportField) => withoutGuard((cells[columns.indexOf(field)] ?? '').trim()).trim()
  const written = `${cell('name')} ${cell('surnames')}`.trim()
  const tags = several(cell('tags').toLowerCase())
  const note = noteOf(cell('note'))
  const phone = readPhone(cell('phone'))
  const language = languages.get(placeKey(cell('language'))) ?? null
  const neighbourhood = knownNeighbourhood(cleanName(cell('neighbourhood')).slice(0, 80), neighbourhoods)
  const person: ListedPerson = {
    name: cleanName(written),
    phone: phone.ok ? phone.phone : cell('phone').slice(0, 40),
    language,
    neighbourhood,
    tags: [...new Set(tags.map((tag) => tag.slice(0, longestTag)))].slice(0, mostTags),
    note: note.slice(0, longestNote),
    purposes: several(cell('purposes')).slice(0, mostTags),
  }
  const isCut = written.length > 120 || note.length > longestNote || tags.length > mostTags
  return { person, fault: faultIn(cells, cell('phone'), phone), warning: warningIn() }

  function warningIn(): ImportReason | null {
    if (phone.ok && phone.foreign) return 'foreign'
    if (cell('language') !== '' && language === null) return 'unknown_language'
    if (neighbourhood !== '' && neighbourhoods.length > 0 && !neighbourhoods.includes(neighbourhood))
      return 'unknown_neighbourhood'
    return isCut ? 'shortened' : null
  }
}

function faultIn(cells: readonly string[], written: string, phone: ReturnType<typeof readPhone>): ReadRow['fault'] {
  if (cells.every((cell) => cell.trim() === '')) return 'blank'
  if (written === '') return 'no_phone'
  return phone.ok ? null : phone.reason
}

/** What a row adds to somebody who is known: only what they lack. */
export function additions(person: ListedPerson, known: KnownPerson) {
  const blank = (own: string | null, listed: string | null) => ((own ?? '') === '' && listed ? listed : null)
  const fields = {
    name: blank(known.name, person.name),
    language: blank(known.language, person.language),
    neighbourhood: blank(known.neighbourhood, person.neighbourhood),
    note: blank(known.note, person.note),
  }
  const filled = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)) as Partial<
    Record<keyof typeof fields, string>
  >
  return { filled, tags: person.tags.filter((tag) => !known.tags.includes(tag)) }
}

/** What becomes of a row. Somebody who left for good is never brought back, whatever else is true of the row. */
export function judge(
  { person, fault, warning }: ReadRow,
  at: { readonly inFile: boolean; readonly suppressed: boolean; readonly known: KnownPerson | null },
): Verdict {
  if (fault === 'blank') return { verdict: 'blank', reason: null }
  if (fault !== null) return { verdict: 'invalid', reason: fault }
  if (at.suppressed || at.known?.hidden) return { verdict: 'suppressed', reason: null }
  if (at.inFile) return { verdict: 'duplicate', reason: 'in_file' }
  if (at.known === null) return { verdict: 'new', reason: warning }
  if (!mayBeOnePerson(at.known.name, person.name)) return { verdict: 'duplicate', reason: 'other_person' }
  const { filled, tags } = additions(person, at.known)
  const changes = Object.keys(filled).length > 0 || tags.length > 0
  return { verdict: changes ? 'updates' : 'unchanged', reason: warning }
}

/** Rows of these verdicts are written. */
export const isTaken = (verdict: string) => verdict === 'new' || verdict === 'updates' || verdict === 'unchanged'
