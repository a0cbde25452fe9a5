import type { Language } from '../../contract/common.ts'
import type { Block, PrintedDocument } from '../documents/printed-document.ts'

/** What a poster says in one language; `{{town}}` and `{{phone}}` are filled in. */
export type PosterWords = {
  readonly title: string
  readonly what: string
  readonly how: string
  readonly byHand: string
  readonly leaving: string
  readonly privacy: string
  readonly alt: string
}

export type PosterFacts = {
  readonly code: string
  readonly place: string
  readonly town: string
  /** E.164. */
  readonly phone: string
}

/** The link that opens WhatsApp with the words already written. */
export const joinLink = ({ phone, code }: Pick<PosterFacts, 'phone' | 'code'>): string =>
  `https://wa.me/${phone.replace(/\D/g, '')}?text=ALTA%20${code}`

/** The first free code; null when all are taken. */
export function freeCode(taken: ReadonlySet<string>, start: number): string | null {
  const first = 1000
  const all = 9000
  for (let i = 0; i < all; i++) {
    const code = `C${first + ((start + i) % all)}`
    if (!taken.has(code)) return code
  }
  return null
}

/** "+34 700 10 00 01": as people read a number from a wall. */
const readablePhone = (phone: string) => phone.replace(/^(\+34)(\d{3})(\d{2})(\d{2})(\d{2})$/, '$1 $2 $3 $4 $5')

function filled(text: string, { town, phone, code }: PosterFacts): string {
  return text.replaceAll('{{town}}', town).replaceAll('{{phone}}', readablePhone(phone)).replaceAll('{{code}}', code)
}

/** A poster: the same in each language, the QR once, below the first. */
export function posterDocument(
  facts: PosterFacts,
  inLanguages: readonly (readonly [Language, PosterWords])[],
  qr: Uint8Array,
  madeAt: string,
): PrintedDocument {
  const [first] = inLanguages
  if (!first) throw new TypeError('A poster speaks a language')
  const say = (text: string) => filled(text, facts)
  const blocks = inLanguages.flatMap(([, words], i): readonly Block[] => [
    ...(i === 0 ? [] : [{ kind: 'heading', level: 1, text: say(words.title) } as const]),
    { kind: 'paragraph', text: say(words.what) },
    { kind: 'heading', level: 2, text: say(words.how) },
    ...(i === 0 ? [{ kind: 'image', data: qr, mime: 'image/png', alt: say(words.alt) } as const] : []),
    { kind: 'paragraph', text: say(words.byHand) },
    { kind: 'paragraph', text: say(words.leaving) },
    { kind: 'paragraph', text: say(words.privacy) },
  ])
  return {
    title: say(first[1].title),
    language: first[0],
    town: facts.town,
    madeAt,
    footer: `${facts.code} · ${facts.place}`,
    blocks,
  }
}
