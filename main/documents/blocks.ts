import type { Block } from './printed-document.ts'
import { artifact, colours, element, heightOf, room, type Sheet, sizes, write } from './sheet.ts'
import { isSoundPng } from './sound-png.ts'
import { drawTable } from './table.ts'

/** In points. */
const space = { paragraph: 7, heading: 12, quote: 14, label: 150 }

const assertNever = (block: never): never => {
  throw new TypeError(`An unknown block: ${JSON.stringify(block)}`)
}

/** A heading does not stand alone at the end of a page. */
function heading(sheet: Sheet, level: 1 | 2 | 3, text: string): void {
  if (room(sheet) < 90) sheet.pdf.addPage()
  else sheet.pdf.y += space.heading
  const draw = () => write(sheet, text, { bold: true, size: sizes.headings[level], colour: colours.accent })
  // The title of the document is its H1.
  sheet.pdf.addStructure(element(sheet, `H${level + 1}`, draw))
  sheet.pdf.y += 4
}

/** A bar at the left of somebody's words, on every page they reach. */
function quote(sheet: Sheet, text: string): void {
  const { pdf, left } = sheet
  const { start, count } = pdf.bufferedPageRange()
  const first = { page: start + count - 1, y: pdf.y }
  pdf.addStructure(element(sheet, 'BlockQuote', () => write(sheet, text, { indent: space.quote })))
  const after = pdf.bufferedPageRange()
  const last = after.start + after.count - 1
  const end = pdf.y
  for (let page = first.page; page <= last; page += 1) {
    pdf.switchToPage(page)
    const from = page === first.page ? first.y : pdf.page.margins.top
    const to = page === last ? end : pdf.page.maxY()
    artifact(sheet, () => {
      pdf.strokeColor(colours.accent).lineWidth(2)
      pdf
        .moveTo(left + 4, from)
        .lineTo(left + 4, to)
        .stroke()
    })
  }
}

/** A label beside its value; a value may be as long as it likes. */
function facts(sheet: Sheet, rows: readonly (readonly [string, string])[]): void {
  const { pdf } = sheet
  const list = pdf.struct('L')
  pdf.addStructure(list)
  for (const [label, value] of rows) {
    const height = heightOf(sheet, label, { bold: true, width: space.label })
    if (room(sheet) < height) pdf.addPage()
    const top = pdf.y
    const { page } = pdf
    const item = pdf.struct('LI')
    list.add(item)
    item.add(
      element(sheet, 'Lbl', () => write(sheet, label, { bold: true, width: space.label, colour: colours.quiet })),
    )
    pdf.y = top
    item.add(element(sheet, 'LBody', () => write(sheet, value, { indent: space.label + 10 })))
    item.end()
    pdf.y = Math.max(pdf.y, pdf.page === page ? top + height : 0) + 3
  }
  list.end()
}

/** As wide as the column and half a page high at the most. */
function image(sheet: Sheet, { data, mime, alt }: Extract<Block, { kind: 'image' }>): void {
  const { pdf, left, width } = sheet
  const opened = openImage(sheet, Buffer.from(data), mime)
  if (!opened) {
    paragraph(sheet, `[${alt}]`)
    return
  }
  const scale = Math.min(1, width / opened.width, 380 / opened.height)
  const size = { width: opened.width * scale, height: opened.height * scale }
  if (room(sheet) < size.height) pdf.addPage()
  const top = pdf.y
  const box = [left, top, left + size.width, top + size.height] as const
  const options = { alt: sheet.faces.printable(alt), bbox: [...box] }
  pdf.addStructure(pdf.struct('Figure', options, () => pdf.image(opened as never, left, top, size)))
  pdf.y = top + size.height
}

type OpenedImage = { readonly width: number; readonly height: number }

/** Null for what cannot be printed. */
function openImage({ pdf }: Sheet, file: Buffer, mime: string): OpenedImage | null {
  if (mime !== 'image/jpeg' && !(mime === 'image/png' && isSoundPng(file))) return null
  try {
    // Public, and missing from the types.
    return (pdf as unknown as { openImage(file: Buffer): OpenedImage }).openImage(file)
  } catch {
    return null
  }
}

function paragraph(sheet: Sheet, text: string): void {
  sheet.pdf.addStructure(element(sheet, 'P', () => write(sheet, text)))
}

function code(sheet: Sheet, text: string): void {
  const draw = () => write(sheet, text, { size: sizes.small, colour: colours.quiet })
  sheet.pdf.addStructure(element(sheet, 'Code', draw))
}

/** Draws one block below the pen. `rest` gives others a turn between the rows of a long table. */
export async function drawBlock(sheet: Sheet, block: Block, rest: () => Promise<void>): Promise<void> {
  switch (block.kind) {
    case 'heading':
      heading(sheet, block.level, block.text)
      return
    case 'paragraph':
      paragraph(sheet, block.text)
      break
    case 'facts':
      facts(sheet, block.rows)
      break
    case 'table':
      await drawTable(sheet, block, rest)
      break
    case 'quote':
      quote(sheet, block.text)
      break
    case 'code':
      code(sheet, block.text)
      break
    case 'image':
      image(sheet, block)
      break
    default:
      assertNever(block)
  }
  sheet.pdf.y += space.paragraph
}
