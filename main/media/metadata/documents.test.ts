import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import { PDFDocument, PDFName, PDFString } from '@cantoo/pdf-lib'
import { fileTypeFromBuffer } from 'file-type'
import { describe, expect, it } from 'vitest'
import { DamagedDocument } from './damaged-document.ts'
import { stripOffice } from './office.ts'
import { stripPdf } from './pdf.ts'
import { withoutTraces } from './strip.ts'
import { readZip, replaced, writeZip, type ZipEntry } from './zip.ts'

const root = join(import.meta.dirname, '../../..')
const author = 'Rosa Prieto'

/** A PDF that says who wrote it in every place where that is said. */
async function written(options: { objectStreams?: boolean } = {}): Promise<Buffer> {
  const pdf = await PDFDocument.create()
  const page = pdf.addPage([200, 200])
  pdf.setAuthor(author)
  pdf.setProducer('Programa de Rosa Prieto')
  const xmp = pdf.context.stream(`<x:xmpmeta>${author}</x:xmpmeta>`, { Type: 'Metadata', Subtype: 'XML' })
  pdf.catalog.set(PDFName.of('Metadata'), pdf.context.register(xmp))
  page.node.set(PDFName.of('LastModified'), PDFString.of(author))
  page.node.set(PDFName.of('PieceInfo'), pdf.context.obj({ Privado: PDFString.of(author) }))
  return Buffer.from(await pdf.save({ useObjectStreams: options.objectStreams ?? false }))
}

describe('a PDF', () => {
  it.each([true, false])('says no more who wrote it, with object streams: %s', async (objectStreams) => {
    const { bytes, metadata } = await stripPdf(await written({ objectStreams }))
    expect(metadata).toBe('clean')
    const clean = await PDFDocument.load(bytes, { updateMetadata: false })
    expect(clean.getPageCount()).toBe(1)
    expect([clean.getAuthor(), clean.getProducer(), clean.getModificationDate()]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
    const plain = Buffer.from(await clean.save({ useObjectStreams: false }))
    for (const word of [author, 'xmpmeta', 'PieceInfo', 'LastModified']) expect(plain.includes(word)).toBe(false)
  })

  it('that was changed says no more what it said before', async () => {
    const pdf = await PDFDocument.load(await written())
    pdf.setAuthor('Otra persona')
    const { bytes } = await stripPdf(Buffer.from(await pdf.save()))
    expect(bytes.includes(author)).toBe(false)
  })

  it('of the practice town still opens', async () => {
    const volante = await readFile(join(root, 'resources/practice/media/volante.pdf'))
    const { bytes } = await stripPdf(volante)
    expect((await PDFDocument.load(bytes)).getPageCount()).toBe((await PDFDocument.load(volante)).getPageCount())
  })

  it('that is signed stays as it is, and says so', async () => {
    const signed = Buffer.concat([await written(), Buffer.from('\n% /ByteRange [0 1 2 3]')])
    const { bytes, metadata } = await stripPdf(signed)
    expect(metadata).toBe('signed')
    expect(bytes.equals(signed)).toBe(true)
  })

  it('that is locked stays as it is, and says so', async () => {
    const pdf = await PDFDocument.load(await written())
    pdf.encrypt({ userPassword: 'una clave', ownerPassword: 'otra clave' })
    const locked = Buffer.from(await pdf.save())
    const { bytes, metadata } = await stripPdf(locked)
    expect(metadata).toBe('locked')
    expect(bytes.equals(locked)).toBe(true)
  })

  it.each(['', '%PDF-1.7', '%PDF-1.7\n1 0 obj\n<<'])('that is none is refused: %j', async (text) => {
    await expect(stripPdf(Buffer.from(text))).rejects.toBeInstanceOf(DamagedDocument)
  })
})

const entry = (name: string, text: string): ZipEntry =>
  replaced({ name: Buffer.from(name), flags: 0, method: 0, crc: 0, size: 0, data: Buffer.alloc(0) }, Buffer.from(text))

const packed = (name: string, text: string): ZipEntry => {
  const plain = entry(name, text)
  return { ...plain, method: 8, flags: 8, data: deflateRawSync(plain.data) }
}

const types =
  '<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
const docx = writeZip([
  packed('[Content_Types].xml', types),
  packed('word/document.xml', '<w:document>Hola</w:document>'),
  packed('docProps/core.xml', `<dc:creator>${author}</dc:creator>`),
  packed('docProps/app.xml', `<Company>${author}</Company>`),
  entry('docProps/thumbnail.jpeg', author),
])

describe('an office document', () => {
  it('says no more who wrote it, and says the same on its pages', async () => {
    const { bytes, metadata } = await withoutTraces(
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      docx,
    )
    expect(metadata).toBe('clean')
    const before = new Map(readZip(docx).map((each) => [each.name.toString(), each]))
    const after = readZip(bytes)
    expect(after.map(({ name }) => name.toString())).toEqual([...before.keys()])
    expect(after[1]?.data.equals(before.get('word/document.xml')?.data ?? Buffer.alloc(0))).toBe(true)
    expect(after.filter(({ method }) => method === 0).map(({ data }) => data.includes(author))).toEqual([
      false,
      false,
      false,
    ])
    expect((await fileTypeFromBuffer(bytes))?.mime).toContain('wordprocessingml')
  })

  it('of OpenDocument keeps its type first and uncompressed', async () => {
    const mimetype = 'application/vnd.oasis.opendocument.text'
    const odt = writeZip([entry('mimetype', mimetype), packed('meta.xml', author), packed('content.xml', 'Hola')])
    const bytes = stripOffice(odt)
    expect((await fileTypeFromBuffer(bytes))?.mime).toBe(mimetype)
    expect(readZip(bytes)[1]?.data.toString()).toContain('<office:meta/>')
  })

  it('cut short or made of nothing is refused', () => {
    for (const bytes of [Buffer.alloc(0), docx.subarray(0, docx.length - 30), docx.subarray(200)]) {
      expect(() => stripOffice(bytes)).toThrow(DamagedDocument)
    }
  })
})
