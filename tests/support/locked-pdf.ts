import { PDFDocument } from '@cantoo/pdf-lib'

/** A document that nobody can clean of what it says of its author: it leaves as it came. */
export async function lockedPdf(): Promise<Buffer> {
  const document = await PDFDocument.create()
  document.addPage()
  document.encrypt({ userPassword: 'una clave', ownerPassword: 'otra clave' })
  return Buffer.from(await document.save())
}
