import { createHash } from 'node:crypto'

const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'
const checkLength = 4

/** The key of the copies as a person copies it from paper: groups of four letters and digits, the last one checks the others. */
export function recoveryCode(key: Buffer): string {
  const text = encoded(key)
  return (text + checkOf(text)).match(/.{1,4}/g)?.join('-') ?? ''
}

/** The key in a code as somebody typed it; null when it is none. */
export function keyFromCode(code: string): Buffer | null {
  const text = code.toUpperCase().replace(/[^A-Z0-9]/g, '')
  const body = text.slice(0, -checkLength)
  if (text.slice(-checkLength) !== checkOf(body)) return null
  const bits = [...body].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const bytes = bits.match(/.{8}/g)?.map((byte) => Number.parseInt(byte, 2)) ?? []
  return bytes.length === 32 ? Buffer.from(bytes) : null
}

function encoded(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{1,5}/g) ?? []).map((five) => alphabet[Number.parseInt(five.padEnd(5, '0'), 2)]).join('')
}

const checkOf = (text: string) => encoded(createHash('sha256').update(text).digest()).slice(0, checkLength)
