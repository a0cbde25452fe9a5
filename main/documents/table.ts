import { artifact, colours, element, heightOf, room, type Sheet, sizes, write } from './sheet.ts'

type Table = { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] }

/** Between the text of neighbouring cells and around it, in points. */
const gutter = 8
const padding = 4
/** Rows drawn before others get a turn. */
const slice = 20

/** What a column takes of the width: by its longest text, within bounds. */
function columnWidths(sheet: Sheet, { head, rows }: Table): readonly number[] {
  const weights = head.map((title, column) =>
    Math.min(40, Math.max(8, title.length, ...rows.slice(0, 500).map((row) => row[column]?.length ?? 0))),
  )
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return weights.map((weight) => ((sheet.width - gutter * (head.length - 1)) * weight) / total)
}

type Row = { readonly cells: readonly string[]; readonly widths: readonly number[]; readonly head: boolean }

const rowHeight = (sheet: Sheet, { cells, widths, head }: Row): number =>
  Math.max(
    ...cells.map((cell, column) =>
      heightOf(sheet, cell, { bold: head, size: sizes.small, width: widths[column] ?? 0 }),
    ),
  ) +
  padding * 2

/** Draws a row whose height is known to fit; `each` puts every cell where it belongs in the structure. */
function drawRow(sheet: Sheet, row: Row, height: number, each: (draw: () => void) => void): void {
  const { pdf } = sheet
  const top = pdf.y
  let indent = 0
  for (const [column, cell] of row.cells.entries()) {
    const width = row.widths[column] ?? 0
    const at = indent
    each(() => {
      pdf.y = top + padding
      if (cell !== '') write(sheet, cell, { bold: row.head, size: sizes.small, indent: at, width })
    })
    indent += width + gutter
  }
  artifact(sheet, () => {
    const y = top + height
    pdf.strokeColor(colours.line).lineWidth(row.head ? 1 : 0.5)
    pdf
      .moveTo(sheet.left, y)
      .lineTo(sheet.left + sheet.width, y)
      .stroke()
  })
  pdf.y = top + height
}

/** A row higher than a page is told in lines, each value under the name of its column. */
const asLines = ({ head }: Table, cells: readonly string[]): string =>
  cells.map((cell, column) => `${head[column] ?? ''}: ${cell}`).join('\n')

/** The head is drawn again on every page; a reader of the structure meets it once. */
export async function drawTable(sheet: Sheet, table: Table, rest: () => Promise<void>): Promise<void> {
  const { pdf } = sheet
  const widths = columnWidths(sheet, table)
  const head: Row = { cells: table.head, widths, head: true }
  const headHeight = rowHeight(sheet, head)
  const page = pdf.page.height - pdf.page.margins.top - pdf.page.margins.bottom
  if (room(sheet) < headHeight * 2) pdf.addPage()
  const tree = pdf.struct('Table')
  pdf.addStructure(tree)
  const addRow = (row: Row, height: number) => {
    const line = pdf.struct('TR')
    tree.add(line)
    drawRow(sheet, row, height, (draw) => line.add(element(sheet, row.head ? 'TH' : 'TD', draw)))
    line.end()
  }
  addRow(head, headHeight)
  for (const [index, cells] of table.rows.entries()) {
    if (index % slice === slice - 1) await rest()
    const row: Row = { cells, widths, head: false }
    const height = rowHeight(sheet, row)
    const tooHigh = height > page - headHeight
    if (height > room(sheet) && !tooHigh) {
      pdf.addPage()
      artifact(sheet, () => drawHead(sheet, head, headHeight))
    }
    if (tooHigh) addLong(sheet, tree, asLines(table, cells))
    else addRow(row, height)
  }
  tree.end()
}

function drawHead(sheet: Sheet, head: Row, height: number): void {
  const top = sheet.pdf.y
  let indent = 0
  for (const [column, cell] of head.cells.entries()) {
    sheet.pdf.y = top + padding
    write(sheet, cell, { bold: true, size: sizes.small, indent, width: head.widths[column] ?? 0 })
    indent += (head.widths[column] ?? 0) + gutter
  }
  sheet.pdf.y = top + height
}

function addLong(sheet: Sheet, tree: PDFKit.PDFStructureElement, text: string): void {
  const line = sheet.pdf.struct('TR')
  tree.add(line)
  line.add(element(sheet, 'TD', () => write(sheet, text, { size: sizes.small })))
  line.end()
  sheet.pdf.y += padding
}
