const longestName = 120

/** A name as a channel reports it, fit for one line: no control or direction marks, at most 120 characters. */
export function cleanName(reported: string | undefined): string {
  if (!reported) return ''
  return reported
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
    .slice(0, longestName)
}

const fold = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()

/** What a search finds this citizen by: the words of the name and the phone with and without its prefix. */
export function searchWords(name: string, phone: string | undefined): string[] {
  const words = fold(name).match(/[\p{L}\p{N}]{2,}/gu) ?? []
  const numbers = phone ? [phone.replace(/\D/g, ''), phone.replace(/^\+34/, '').replace(/\D/g, '')] : []
  return [...new Set([...words, ...numbers])].slice(0, 12)
}

/** A search text as one word to look up among citizens; empty when it holds none. */
export const searchedWord = (text: string) => (fold(text).match(/[\p{L}\p{N}]{2,}/gu) ?? [''])[0] ?? ''
