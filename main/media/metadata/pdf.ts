import { EncryptedPDFError, PDFDict, PDFDocument, PDFName, PDFRawStream, type PDFRef, PDFStream } from '@cantoo/pdf-lib'
import { DamagedDocument } from './damaged-document.ts'
import { stripJpeg } from './jpeg.ts'
import { DamagedPicture } from './orientation.ts'

/** What became of the metadata: a signature breaks when anything is changed, and a locked document cannot be read. */
export type Cleaned = { readonly bytes: Buffer; readonly metadata: 'clean' | 'signed' | 'locked' }

const told = ['Metadata', 'PieceInfo', 'LastModified'].map((name) => PDFName.of(name))

/**
 * A PDF without who wrote it, with what, when, and what it said before it was last changed; the photos in it without
 * where they were taken. Signed and locked ones stay as they are. Throws `DamagedDocument`.
 */
export async function stripPdf(bytes: Buffer): Promise<Cleaned> {
  if (bytes.includes('/ByteRange')) return { bytes, metadata: 'signed' }
  try {
    const pdf = await PDFDocument.load(bytes, { updateMetadata: false })
    forget(pdf)
    return { bytes: Buffer.from(await pdf.save({ updateFieldAppearances: false })), metadata: 'clean' }
  } catch (error) {
    if (error instanceof EncryptedPDFError || bytes.includes('/Encrypt')) return { bytes, metadata: 'locked' }
    throw new DamagedDocument('The document cannot be read', { cause: error })
  }
}

function forget({ context }: PDFDocument): void {
  const { Root, Info: about } = context.trailerInfo
  for (const [ref, object] of context.enumerateIndirectObjects()) {
    if (ref === about || isMetadata(object)) context.delete(ref)
    else if (object instanceof PDFDict) untell(object)
    else if (object instanceof PDFStream) {
      untell(object.dict)
      stripPhoto(context, ref, object)
    }
  }
  context.trailerInfo = Root === undefined ? {} : { Root }
}

const isMetadata = (object: unknown): boolean =>
  object instanceof PDFStream && object.dict.get(PDFName.of('Type')) === PDFName.of('Metadata')

function untell(dict: PDFDict): void {
  for (const name of told) dict.delete(name)
}

function stripPhoto(context: PDFDocument['context'], ref: PDFRef, stream: PDFStream): void {
  if (!(stream instanceof PDFRawStream) || stream.dict.get(PDFName.of('Filter')) !== PDFName.of('DCTDecode')) return
  try {
    const stripped = stripJpeg(Buffer.from(stream.contents))
    context.assign(ref, PDFRawStream.of(stream.dict, stripped))
  } catch (error) {
    // A viewer may still show what we cannot take apart.
    if (!(error instanceof DamagedPicture)) throw error
  }
}
