/** Letters and digits without I, L, O and U, as in Crockford's base 32. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/**
 * A short name for a report, to be read out over a telephone: "R-7K3MQX". Made from an id; two ids in about a
 * thousand million share one, which the date of the conversation tells apart.
 */
export function referenceFrom(id: string): string {
  let hash = 0x811c9dc5
  for (const character of id) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b) >>> 0
  mixed = (mixed ^ (mixed >>> 15)) >>> 0
  const letters = Array.from({ length: 6 }, (_, i) => alphabet[(mixed >>> (i * 5)) & 31])
  return `R-${letters.join('')}`
}
