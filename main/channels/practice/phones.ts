import { parsePhoneNumberFromString } from 'libphonenumber-js/min'

/** How many phones as people write them are remembered. */
const REMEMBERED = 20_000

/** Reads phones as people in Spain write them; invented ones come from ranges nobody has, so their length is all that counts. */
export function phoneReader(): (written: string) => string | null {
  const known = new Map<string, string | null>()
  return (written) => {
    const before = known.get(written)
    if (before !== undefined) return before
    const number = parsePhoneNumberFromString(written, 'ES')
    const read = number?.isPossible() ? number.number : null
    if (known.size >= REMEMBERED) known.clear()
    known.set(written, read)
    return read
  }
}
