import { readZip, replaced, writeZip } from './zip.ts'

const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const office = 'http://schemas.openxmlformats.org'

/** What says who wrote an office document and when, each with the shortest that its program still reads. */
const silent: Readonly<Record<string, string>> = {
  'docProps/core.xml': `${xml}<cp:coreProperties xmlns:cp="${office}/package/2006/metadata/core-properties"/>`,
  'docProps/app.xml': `${xml}<Properties xmlns="${office}/officeDocument/2006/extended-properties"/>`,
  'docProps/custom.xml': `${xml}<Properties xmlns="${office}/officeDocument/2006/custom-properties"/>`,
  'meta.xml':
    `${xml}<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.2">` +
    '<office:meta/></office:document-meta>',
}

/** A white point: a preview shows the first page as it was, perhaps before something was taken out. */
const blank = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAG7buVgAAAABJRU5ErkJggg==',
  'base64',
)
const previews = new Set(['docProps/thumbnail.png', 'docProps/thumbnail.jpeg', 'Thumbnails/thumbnail.png'])

/**
 * A document of Word, Excel, PowerPoint or OpenDocument without its properties, dates and preview. What its pages say
 * stays: also the names beside comments and tracked changes. Throws `DamagedDocument`.
 */
export function stripOffice(bytes: Buffer): Buffer {
  const entries = readZip(bytes).map((entry) => {
    const name = entry.name.toString('utf8')
    if (previews.has(name)) return replaced(entry, blank)
    const words = Object.hasOwn(silent, name) ? silent[name] : undefined
    return words === undefined ? entry : replaced(entry, Buffer.from(words))
  })
  return writeZip(entries)
}
