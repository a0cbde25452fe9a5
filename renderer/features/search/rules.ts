export type Stretch = { readonly text: string; readonly hit: boolean }

const mark = /\p{M}/u
const wordCharacter = /[\p{L}\p{N}]/u

/** The words of a query as the index sees them: no accents, no case, letters and digits only. */
export function queryWords(query: string): readonly string[] {
  return fold(query)
    .text.split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
}

/** Enough to ask the station: two letters or digits. */
export const isSearchable = (query: string): boolean => queryWords(query).join('').length >= 2

/** Text cut into stretches; a hit is the start of a word that equals a word of the query but for accents and case. */
export function highlight(text: string, query: string): readonly Stretch[] {
  const stretches: Stretch[] = []
  let end = 0
  for (const hit of hits(text, queryWords(query))) {
    if (hit.from < end) continue
    if (hit.from > end) stretches.push({ text: text.slice(end, hit.from), hit: false })
    stretches.push({ text: text.slice(hit.from, hit.to), hit: true })
    end = hit.to
  }
  if (end < text.length) stretches.push({ text: text.slice(end), hit: false })
  return stretches
}

/** At most `length` characters around the first hit, cut at spaces where there is one, on one line. */
export function snippet(text: string, query: string, length: number): string {
  const line = text
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
  if (line.length <= length) return line
  const first = hits(line, queryWords(query))[0]
  const start = first && first.to > length ? startOfWord(line, Math.max(0, first.from - Math.floor(length / 4))) : 0
  const cut = line
    .slice(start, start + length)
    .replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, '')
    .trim()
  return `${start > 0 ? '… ' : ''}${cut}${start + length < line.length ? ' …' : ''}`
}

function startOfWord(line: string, from: number): number {
  const space = line.indexOf(' ', from)
  return space < 0 || space - from > 30 ? from : space + 1
}

type Folded = { readonly text: string; readonly origin: readonly number[] }

/** Lower case without marks; `origin[i]` is where the i-th unit of the folded text begins in the original. */
function fold(text: string): Folded {
  const origin: number[] = []
  let folded = ''
  let at = 0
  for (const character of text) {
    for (const part of character.normalize('NFD').toLowerCase()) {
      if (mark.test(part)) continue
      folded += part
      for (let unit = 0; unit < part.length; unit++) origin.push(at)
    }
    at += character.length
  }
  origin.push(at)
  return { text: folded, origin }
}

type Hit = { readonly from: number; readonly to: number }

function hits(text: string, words: readonly string[]): readonly Hit[] {
  const folded = fold(text)
  return words.flatMap((word) => hitsOf(text, folded, word)).toSorted((a, b) => a.from - b.from || b.to - a.to)
}

function hitsOf(text: string, folded: Folded, word: string): readonly Hit[] {
  const found: Hit[] = []
  for (let at = folded.text.indexOf(word); at >= 0; at = folded.text.indexOf(word, at + word.length)) {
    if (at > 0 && wordCharacter.test(folded.text[at - 1] ?? '')) continue
    const from = folded.origin[at] ?? 0
    found.push({ from, to: withMarks(text, folded.origin[at + word.length] ?? text.length) })
  }
  return found
}

/** A hit keeps the loose accents that follow its last letter. */
function withMarks(text: string, to: number): number {
  let end = to
  while (end < text.length && mark.test(text[end] ?? '')) end++
  return end
}

export type Found = {
  readonly conversation: { readonly id: string }
  readonly message: { readonly id: string; readonly at: number }
}
export type FoundGroup<T extends Found> = { readonly conversationId: string; readonly results: readonly T[] }

/** Results newest first become conversations, the one with the newest result first. */
export function byConversation<T extends Found>(results: readonly T[]): readonly FoundGroup<T>[] {
  const groups = new Map<string, T[]>()
  for (const result of results) {
    const group = groups.get(result.conversation.id)
    if (group) group.push(result)
    else groups.set(result.conversation.id, [result])
  }
  return Array.from(groups, ([conversationId, found]) => ({ conversationId, results: found }))
}
