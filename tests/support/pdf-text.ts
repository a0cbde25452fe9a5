import { inflateSync } from 'node:zlib'

type PdfObject = { readonly head: string; readonly stream: Buffer | null }

/** Every object of a PDF as pdfkit writes them, by its number. */
export function pdfObjects(pdf: Uint8Array): ReadonlyMap<number, PdfObject> {
  const file = Buffer.from(pdf)
  const text = file.toString('latin1')
  const found = new Map<number, PdfObject>()
  for (const match of text.matchAll(/(?:^|\n)(\d+) 0 obj\n/g)) {
    const start = match.index + match[0].length
    const end = text.indexOf('\nendobj', start)
    const body = text.slice(start, end)
    const at = body.indexOf('\nstream\n')
    const head = at === -1 ? body : body.slice(0, at)
    found.set(Number(match[1]), { head, stream: at === -1 ? null : streamOf(file, start + at + 8, head) })
  }
  return found
}

function streamOf(file: Buffer, start: number, head: string): Buffer {
  const length = Number(/\/Length (\d+)/.exec(head)?.[1] ?? 0)
  const raw = file.subarray(start, start + length)
  return head.includes('/FlateDecode') ? inflateSync(raw) : raw
}

/** What each code of a font stands for, from its ToUnicode map. */
function codesOf(map: string): readonly string[] {
  const inside = /beginbfrange\n([\s\S]*?)\nendbfrange/.exec(map)?.[1] ?? ''
  return [...inside.matchAll(/\[(.*?)\]/g)].flatMap((range) =>
    [...(range[1] ?? '').matchAll(/<([0-9a-f ]*)>/gi)].map((code) =>
      Buffer.from((code[1] ?? '').replaceAll(' ', ''), 'hex')
        .swap16()
        .toString('utf16le'),
    ),
  )
}

type Fonts = ReadonlyMap<string, readonly string[]>

/** What the codes of each font stand for, by its name on the pages. */
function fontsOf(objects: ReadonlyMap<number, PdfObject>): Fonts {
  const heads = [...objects.values()].map(({ head }) => head).join('\n')
  const fonts = new Map<string, readonly string[]>()
  for (const [, name, id] of heads.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
    const map = /\/ToUnicode (\d+) 0 R/.exec(objects.get(Number(id))?.head ?? '')?.[1]
    fonts.set(name ?? '', codesOf(objects.get(Number(map))?.stream?.toString('latin1') ?? ''))
  }
  return fonts
}

function wordsOf(content: string, fonts: Fonts): string {
  let codes: readonly string[] = []
  let words = ''
  for (const [, font, shown = ''] of content.matchAll(/\/(F\d+) [\d.]+ Tf|(\[.*?\]) TJ/g)) {
    if (font !== undefined) {
      codes = fonts.get(font) ?? []
      continue
    }
    const hex = [...shown.matchAll(/<([0-9a-f]*)>/gi)].map((part) => part[1] ?? '').join('')
    words += `${(hex.match(/.{4}/g) ?? []).map((code) => codes[Number.parseInt(code, 16)] ?? '').join('')}\n`
  }
  return words
}

/** The words of a PDF that pdfkit made, in the order they are drawn; a new line where the pen moves. */
export function pdfText(pdf: Uint8Array): string {
  const objects = pdfObjects(pdf)
  const fonts = fontsOf(objects)
  return [...objects.values()].map(({ stream }) => wordsOf(stream?.toString('latin1') ?? '', fonts)).join('')
}
