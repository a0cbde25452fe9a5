import type { PrintedDocument } from './printed-document.ts'

/** The faces of the text, as font files, and which characters they can print. */
export type Faces = {
  readonly regular: Buffer
  readonly bold: Buffer
  readonly printable: (text: string) => string
}

/** The paper a document is printed on: pdfkit's document and how text is put on it. */
export type Sheet = {
  readonly pdf: PDFKit.PDFDocument
  readonly faces: Faces
  /** Of the column of text, in points. */
  readonly left: number
  readonly width: number
}

export const sizes = { title: 18, text: 10.5, small: 8.5, headings: { 1: 14, 2: 12, 3: 10.5 } } as const
export const colours = { text: '#1d2321', quiet: '#55605c', line: '#c9cfcc', accent: '#0b5f59' } as const

/** pdfkit knows it; its types name the other subsets only. */
const accessible = 'PDF/UA' as unknown as PDFKit.Mixins.PDFSubsets

/** Room at the edges of a page, in points. */
const margins = { top: 56, bottom: 64, left: 56, right: 56 }

/**
 * A4, tagged so that a screen reader follows it (PDF/UA). It says when it was made, in epoch milliseconds, and nothing of
 * who made it or on what machine.
 */
export async function openSheet({ title, language }: PrintedDocument, faces: Faces, madeAt: number): Promise<Sheet> {
  // Loaded when the first document is printed: it is large, and a station starts sooner without it.
  const { default: PDFDocument } = await import('pdfkit')
  const pdf = new PDFDocument({
    size: 'A4',
    margins,
    // None before ours; the types know of no such thing.
    font: null as unknown as string,
    bufferPages: true,
    pdfVersion: '1.7',
    subset: accessible,
    tagged: true,
    displayTitle: true,
    lang: language === 'ca-valencia' ? 'ca-ES-valencia' : language,
    info: {
      Title: faces.printable(title),
      Producer: 'Ventanilla',
      Creator: 'Ventanilla',
      CreationDate: new Date(madeAt),
    },
  })
  // By name a face is read once; handed over as bytes it would be read again at every word.
  pdf.registerFont('regular', faces.regular).registerFont('bold', faces.bold).font('regular')
  return { pdf, faces, left: margins.left, width: pdf.page.width - margins.left - margins.right }
}

/** A structure element that holds what `draw` puts on the page. */
export const element = ({ pdf }: Sheet, tag: string, draw: () => void): PDFKit.PDFStructureElement =>
  pdf.struct(tag, {}, draw)

/** What is drawn for the eye only. */
export function artifact({ pdf }: Sheet, draw: () => void): void {
  pdf.markContent('Artifact')
  draw()
  pdf.endMarkedContent()
}

/** Room left on the page below the pen, in points. */
export const room = ({ pdf }: Sheet): number => pdf.page.maxY() - pdf.y

export type Written = {
  readonly bold?: boolean
  readonly size?: number
  readonly colour?: string
  /** From the left edge of the column, in points. */
  readonly indent?: number
  readonly width?: number
}

/** Writes below the pen, over as many pages as it takes. */
export function write(sheet: Sheet, text: string, { bold, size, colour, indent = 0, width }: Written = {}): void {
  const { pdf, faces, left } = sheet
  pdf
    .font(bold ? 'bold' : 'regular')
    .fontSize(size ?? sizes.text)
    .fillColor(colour ?? colours.text)
    .text(faces.printable(text), left + indent, pdf.y, { width: width ?? sheet.width - indent, lineGap: 2 })
}

/** How high `text` would stand, in points. */
export function heightOf(sheet: Sheet, text: string, { bold, size, width }: Written): number {
  const { pdf, faces } = sheet
  pdf.font(bold ? 'bold' : 'regular').fontSize(size ?? sizes.text)
  return pdf.heightOfString(faces.printable(text), { width: width ?? sheet.width, lineGap: 2 })
}
