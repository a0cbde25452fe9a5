import type { ImportLook } from '../../../contract/citizens.ts'
import { ListFault } from './list-fault.ts'

export type Encoding = ImportLook['encoding']
type Pieces = AsyncIterable<Uint8Array>

function fromMark(bytes: Uint8Array): Encoding | null {
  const [first, second, third] = bytes
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8'
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return first === 0xfe && second === 0xff ? 'utf-16be' : null
}

/** Latin text in UTF-16 has a zero in every other byte, and no other text has any. */
function fromZeros(bytes: Uint8Array): Encoding | null {
  const start = bytes.subarray(0, 4096)
  const zeros = [0, 0]
  for (const [index, byte] of start.entries()) if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1
  const [even = 0, odd = 0] = zeros
  if (Math.max(even, odd) < start.length / 8) return null
  return even > odd ? 'utf-16be' : 'utf-16le'
}

/** Whether all of the bytes are UTF-8, and whether any of them was more than ASCII before the first that is not. */
async function readsAsUtf8(pieces: Pieces): Promise<{ readonly valid: boolean; readonly beyondAscii: boolean }> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const lenient = new TextDecoder('utf-8')
  let beyondAscii = false
  for await (const piece of pieces) {
    try {
      beyondAscii ||= /\P{ASCII}/u.test(decoder.decode(piece, { stream: true }))
    } catch {
      const before = lenient.decode(piece).split('\ufffd')[0] ?? ''
      return { valid: false, beyondAscii: beyondAscii || /\P{ASCII}/u.test(before) }
    }
  }
  try {
    decoder.decode()
    return { valid: true, beyondAscii }
  } catch {
    return { valid: false, beyondAscii }
  }
}

/**
 * How a file is written: by its mark, by its zeros, as UTF-8 where it is that throughout, else as Windows-1252. One that
 * began as UTF-8 with accents and then is not is damaged UTF-8, which is said when it is read.
 */
export async function encodingOf(open: () => Pieces): Promise<Encoding> {
  for await (const piece of open()) {
    const known = fromMark(piece) ?? fromZeros(piece)
    if (known) return known
    break
  }
  const { valid, beyondAscii } = await readsAsUtf8(open())
  return valid || beyondAscii ? 'utf-8' : 'windows-1252'
}

/** What no text has: what could not be decoded, and control characters but tab and line ends. */
const wrong = /\ufffd|[^\P{Cc}\t\n\v\f\r]/u

function lineEnds(text: string, until: number): number {
  let count = 0
  for (let at = text.indexOf('\n'); at !== -1 && at < until; at = text.indexOf('\n', at + 1)) count += 1
  return count
}

/** The text of a file, piece by piece. Throws `ListFault` at the line that cannot be decoded. */
export async function* decoded(pieces: Pieces, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  let line = 1
  const checked = (text: string) => {
    const at = text.search(wrong)
    if (at !== -1) throw new ListFault('undecodable', line + lineEnds(text, at))
    line += lineEnds(text, text.length)
    return text
  }
  for await (const piece of pieces) yield checked(decoder.decode(piece, { stream: true }))
  yield checked(decoder.decode())
}
