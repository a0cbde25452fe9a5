/** Characters that only change how their neighbours look. */
const invisible = /^(\u200B|\u200D|\u2060|[\uFE00-\uFE0F]|\uFEFF)$/u

const named = (character: string) =>
  `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`

/**
 * The text as a font can print it: accents in one piece, ligatures and the like taken apart, and each character that
 * the font lacks (an emoji, another script, a sign that turns the direction of writing) by its number, `[U+1F44D]`, so
 * that no one is lost unseen.
 */
export function printable(text: string, has: (codePoint: number) => boolean): string {
  const prints = (character: string) => character === '\n' || has(character.codePointAt(0) ?? 0)
  let shown = ''
  for (const character of text.replaceAll(/\r\n?/g, '\n').replaceAll('\t', '    ').normalize('NFC')) {
    if (invisible.test(character)) continue
    const plain = [...character.normalize('NFKC')]
    if (prints(character)) shown += character
    else shown += plain.every(prints) ? plain.join('') : named(character)
  }
  return shown
}

/**
 * Which code points a TrueType font has a glyph for, read from the table that maps them (`cmap`, format 4: the basic
 * plane). Throws `RangeError` for a file without one.
 */
export function coverage(font: Uint8Array): (codePoint: number) => boolean {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength)
  const table = startOfMap(view)
  const segments = view.getUint16(table + 6) / 2
  const [ends, starts] = [table + 14, table + 16 + segments * 2]
  const covered = new Set<number>()
  for (let segment = 0; segment < segments; segment += 1) {
    const end = view.getUint16(ends + segment * 2)
    for (let code = view.getUint16(starts + segment * 2); code <= end && code < 0xffff; code += 1) {
      if (glyphOf(view, { starts, segments, segment, code }) !== 0) covered.add(code)
    }
  }
  return (codePoint) => covered.has(codePoint)
}

function startOfMap(view: DataView): number {
  const tables = view.getUint16(4)
  for (let at = 12; at < 12 + tables * 16; at += 16) {
    if (view.getUint32(at) !== 0x63_6d_61_70) continue
    const cmap = view.getUint32(at + 8)
    const encodings = view.getUint16(cmap + 2)
    for (let encoding = 0; encoding < encodings; encoding += 1) {
      const start = cmap + view.getUint32(cmap + 8 + encoding * 8)
      if (view.getUint16(start) === 4) return start
    }
  }
  throw new RangeError('The font has no map of characters in format 4')
}

type Mapped = { readonly starts: number; readonly segments: number; readonly segment: number; readonly code: number }

/** A segment shifts its codes by a number, or looks them up through an offset counted from where it stands. */
function glyphOf(view: DataView, { starts, segments, segment, code }: Mapped): number {
  const deltaAt = starts + segments * 2 + segment * 2
  const offsetAt = deltaAt + segments * 2
  const delta = view.getUint16(deltaAt)
  const offset = view.getUint16(offsetAt)
  if (offset === 0) return (code + delta) & 0xffff
  const glyph = view.getUint16(offsetAt + offset + (code - view.getUint16(starts + segment * 2)) * 2)
  return glyph === 0 ? 0 : (glyph + delta) & 0xffff
}
