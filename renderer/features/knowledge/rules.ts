import type { Language } from '../../../contract/common.ts'
import type { ChecklistItem, Fact, FactBody, FactKind } from '../../../contract/knowledge.ts'
import { plainText } from '../../../contract/plain-text.ts'

export const kinds = ['procedure', 'answer', 'place', 'department'] as const satisfies readonly FactKind[]

type Texts = Readonly<Record<string, string>>

/** A fact while it is being written: every field a text. Papers are one a line. */
export type FactDraft = {
  readonly kind: FactKind
  readonly slug: string
  readonly intent: string
  readonly source: string
  readonly reviewedOn: string
  readonly reviewEveryMonths: string
  /** Fields of the kind that are the same in every language. */
  readonly plain: Texts
  readonly words: Readonly<Partial<Record<Language, Texts>>>
}

/** What is being written: a draft, and the version it began from. */
export type Editing = { readonly draft: FactDraft; readonly known: Fact | null }

/** How a field is written, and how long it may be. */
export type Field = {
  readonly name: string
  readonly max: number
  readonly needed?: true
  readonly lines?: number
}

/** Fields of each kind: those without a language, and those with. The station has the same limits. */
export const plainFields: { readonly [K in FactKind]: readonly Field[] } = {
  department: [
    { name: 'phone', max: 30 },
    { name: 'email', max: 120 },
    { name: 'address', max: 200 },
  ],
  place: [
    { name: 'phone', max: 30 },
    { name: 'address', max: 200 },
    { name: 'latitude', max: 20 },
    { name: 'longitude', max: 20 },
    { name: 'link', max: 300 },
  ],
  procedure: [
    { name: 'department', max: 40 },
    { name: 'link', max: 300 },
  ],
  answer: [
    { name: 'department', max: 40 },
    { name: 'link', max: 300 },
  ],
}

export const wordFields: { readonly [K in FactKind]: readonly Field[] } = {
  department: [
    { name: 'name', max: 100, needed: true },
    { name: 'about', max: 600, lines: 3 },
    { name: 'hours', max: 300 },
    { name: 'floor', max: 100 },
  ],
  place: [
    { name: 'name', max: 100, needed: true },
    { name: 'about', max: 900, lines: 4 },
    { name: 'hours', max: 400 },
  ],
  procedure: [
    { name: 'title', max: 100, needed: true },
    { name: 'about', max: 450, lines: 3 },
    { name: 'papers', max: 1_309, lines: 4 },
    { name: 'how', max: 500, lines: 2 },
    { name: 'fee', max: 200 },
    { name: 'deadline', max: 200 },
  ],
  answer: [
    { name: 'question', max: 140, needed: true },
    { name: 'answer', max: 1_800, needed: true, lines: 6 },
  ],
}

export function emptyDraft(kind: FactKind, today: string, language: Language): FactDraft {
  return {
    kind,
    slug: '',
    intent: '',
    source: '',
    reviewedOn: today,
    reviewEveryMonths: '12',
    plain: {},
    words: { [language]: {} },
  }
}

/** What the checklist asks for, with its name in place and nothing else: facts are for the town to give. */
export function draftFor(item: ChecklistItem, today: string, language: Language): FactDraft {
  const [heading] = wordFields[item.kind]
  return {
    ...emptyDraft(item.kind, today, language),
    slug: item.slug,
    intent: item.intent,
    words: { [language]: { [heading?.name ?? 'name']: titleIn(item.title, language) } },
  }
}

export const titleIn = (title: Readonly<Partial<Record<Language, string>>>, language: Language): string =>
  title[language] ?? (language === 'ca-valencia' ? title.ca : undefined) ?? title.es ?? ''

export function draftOf(body: FactBody): FactDraft {
  const position = body.kind === 'place' ? body.position : null
  const own: Readonly<Record<string, unknown>> = { ...body, ...(position && texted(position)) }
  const plain = plainFields[body.kind].map(({ name }) => [name, String(own[name] ?? '')] as const)
  const words = Object.entries(body.words).map(([language, texts]) => [language, texted(texts ?? {})] as const)
  return {
    kind: body.kind,
    slug: body.slug,
    intent: body.intent ?? '',
    source: body.source,
    reviewedOn: body.reviewedOn,
    reviewEveryMonths: String(body.reviewEveryMonths),
    plain: Object.fromEntries(plain),
    words: Object.fromEntries(words),
  }
}

const texted = (values: object): Texts =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, Array.isArray(value) ? value.join('\n') : String(value)]),
  )

const linesOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

/** Whether a language of a draft says anything: one left empty is not saved. */
export const isSpoken = (texts: Texts | undefined): texts is Texts =>
  texts !== undefined && Object.values(texts).some((text) => text.trim() !== '')

/** The fact a draft stands for. Call it on a draft without faults. */
export function bodyOf(draft: FactDraft): FactBody {
  const { kind, plain } = draft
  const text = (name: string) => (plain[name] ?? '').trim()
  const common = {
    slug: draft.slug.trim(),
    intent: draft.intent === '' ? null : draft.intent,
    source: draft.source.trim(),
    reviewedOn: draft.reviewedOn,
    reviewEveryMonths: Number(draft.reviewEveryMonths),
  }
  const department = text('department') || null
  switch (kind) {
    case 'department':
      return {
        ...common,
        kind,
        phone: text('phone'),
        email: text('email'),
        address: text('address'),
        words: wordsOf(draft, (of) => ({
          name: of('name'),
          about: of('about'),
          hours: of('hours'),
          floor: of('floor'),
        })),
      }
    case 'place':
      return {
        ...common,
        kind,
        phone: text('phone'),
        address: text('address'),
        link: text('link'),
        position: positionOf(text('latitude'), text('longitude')),
        words: wordsOf(draft, (of) => ({ name: of('name'), about: of('about'), hours: of('hours') })),
      }
    case 'procedure':
      return {
        ...common,
        kind,
        department,
        link: text('link'),
        words: wordsOf(draft, (of) => ({
          title: of('title'),
          about: of('about'),
          papers: linesOf(of('papers')),
          fee: of('fee'),
          how: of('how'),
          deadline: of('deadline'),
        })),
      }
    case 'answer':
      return {
        ...common,
        kind,
        department,
        link: text('link'),
        words: wordsOf(draft, (of) => ({ question: of('question'), answer: of('answer') })),
      }
  }
}

function wordsOf<T>(draft: FactDraft, make: (of: (name: string) => string) => T): Partial<Record<Language, T>> {
  const spoken = Object.entries(draft.words).filter(([, texts]) => isSpoken(texts))
  return Object.fromEntries(
    spoken.map(([language, texts]) => [language, make((name) => (texts?.[name] ?? '').trim())]),
  ) as Partial<Record<Language, T>>
}

function positionOf(latitude: string, longitude: string) {
  if (latitude === '' && longitude === '') return null
  return { latitude: Number(latitude.replace(',', '.')), longitude: Number(longitude.replace(',', '.')) }
}

/** Fields that are not right yet, as `slug` or `es.title`. The station checks everything again. */
export function faultsOf(draft: FactDraft, town: Language): ReadonlySet<string> {
  const faults = new Set<string>()
  const wrong = (field: string, isRight: boolean) => {
    if (!isRight) faults.add(field)
  }
  const plain = (name: string) => (draft.plain[name] ?? '').trim()
  const months = Number(draft.reviewEveryMonths)
  wrong('slug', /^[a-z][a-z0-9_]{1,39}$/.test(draft.slug.trim()))
  wrong('source', within(draft.source, 2, 200))
  wrong('reviewedOn', /^\d{4}-\d\d-\d\d$/.test(draft.reviewedOn))
  wrong('reviewEveryMonths', Number.isInteger(months) && months >= 1 && months <= 36)
  wrong('phone', plain('phone') === '' || /^\+?\d[\d .-]{1,28}$/.test(plain('phone')))
  wrong('email', plain('email') === '' || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(plain('email')))
  wrong('link', plain('link') === '' || URL.parse(plain('link'))?.protocol === 'https:')
  const has = (name: string) => plain(name) !== ''
  wrong('latitude', has('latitude') === has('longitude') && isDegrees(plain('latitude'), 90))
  wrong('longitude', has('latitude') === has('longitude') && isDegrees(plain('longitude'), 180))
  for (const [language, texts] of Object.entries(draft.words)) {
    if (language !== town && !isSpoken(texts)) continue
    for (const field of wordFields[draft.kind])
      wrong(`${language}.${field.name}`, fits(field, texts?.[field.name] ?? ''))
  }
  return faults
}

function fits({ name, max, needed }: Field, text: string): boolean {
  if (name !== 'papers') return within(text, needed ? 2 : 0, max)
  const lines = linesOf(text)
  return lines.length <= 10 && lines.every((line) => within(line, 2, 130))
}

const within = (text: string, least: number, most: number) => {
  const { length } = text.trim()
  return length >= least && length <= most
}

const isDegrees = (text: string, most: number) => text === '' || Math.abs(Number(text.replace(',', '.'))) <= most

/** A first slug from a name: lower case, without accents. */
export const slugFrom = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, 40)
    .replace(/_+$/, '')

/** What a fact is called in a language, or the first it has. */
export function titleOf(body: FactBody, language: Language): string {
  const texts = texted(body.words[language] ?? Object.values(body.words)[0] ?? {})
  return texts.name ?? texts.title ?? texts.question ?? body.slug
}

/** Facts that hold every word that is looked for, in any language, without accents and case. */
export function found(facts: readonly Fact[], wanted: string): readonly Fact[] {
  const words = plainText(wanted)
    .split(/\s+/)
    .filter((word) => word !== '')
  if (words.length === 0) return facts
  return facts.filter(({ body }) => {
    const all = plainText(JSON.stringify(body))
    return words.every((word) => all.includes(word))
  })
}
