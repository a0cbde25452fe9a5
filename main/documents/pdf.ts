import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate as rest } from 'node:timers/promises'
import type { Clock } from '../station/needs.ts'
import { drawBlock } from './blocks.ts'
import type { PrintedDocument, RenderPdf } from './printed-document.ts'
import { coverage, printable } from './rules.ts'
import { artifact, colours, element, type Faces, openSheet, type Sheet, sizes, write } from './sheet.ts'

async function loadFaces(folder: string): Promise<Faces> {
  const face = (name: string) => readFile(join(folder, `atkinson-hyperlegible-${name}.ttf`))
  const [regular, bold] = await Promise.all([face('regular'), face('bold')])
  const has = coverage(regular)
  return { regular, bold, printable: (text) => printable(text, has) }
}

function drawTitle(sheet: Sheet, { title, town, madeAt }: PrintedDocument): void {
  const { pdf } = sheet
  pdf.addStructure(element(sheet, 'P', () => write(sheet, town, { size: sizes.small, colour: colours.quiet })))
  pdf.addStructure(element(sheet, 'H1', () => write(sheet, title, { bold: true, size: sizes.title })))
  pdf.addStructure(element(sheet, 'P', () => write(sheet, madeAt, { size: sizes.small, colour: colours.quiet })))
  pdf.y += 8
}

/** Below the margin of every page, when their number is known. */
function drawFooters(sheet: Sheet, footer: string): void {
  const { pdf, faces, left, width } = sheet
  const { start, count } = pdf.bufferedPageRange()
  for (let page = start; page < start + count; page += 1) {
    pdf.switchToPage(page)
    const y = pdf.page.maxY() + 18
    pdf.page.margins.bottom = 0
    artifact(sheet, () => {
      pdf.font('regular').fontSize(sizes.small).fillColor(colours.quiet)
      pdf.text(faces.printable(footer), left, y, { width: width - 60, height: 24, ellipsis: true })
      pdf.text(`${page - start + 1} / ${count}`, left + width - 50, y, { width: 50, align: 'right', lineBreak: false })
    })
  }
}

async function bytesOf(pdf: PDFKit.PDFDocument): Promise<Uint8Array> {
  const parts: Buffer[] = []
  pdf.end()
  for await (const part of pdf) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

type PrinterNeeds = { readonly clock: Pick<Clock, 'now'>; readonly resources: string }

/** Prints documents as PDF with the fonts of the shipped data in `resources`. */
export function pdfPrinter({ clock, resources }: PrinterNeeds): { readonly renderPdf: RenderPdf } {
  let faces: Promise<Faces> | undefined
  return {
    /** A long document is made in slices: others get their turn in between. */
    async renderPdf(document) {
      faces ??= loadFaces(join(resources, 'fonts'))
      const sheet = await openSheet(document, await faces, clock.now())
      drawTitle(sheet, document)
      for (const [index, block] of document.blocks.entries()) {
        await drawBlock(sheet, block, rest)
        if (index % 20 === 19) await rest()
      }
      drawFooters(sheet, document.footer)
      return bytesOf(sheet.pdf)
    },
  }
}
