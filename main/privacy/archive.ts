import { setImmediate as rest } from 'node:timers/promises'
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate'
import type { DocumentLanguage } from '../../contract/rights.ts'
import { legible, timeIn } from './legible.ts'
import type { PrivacyNeeds } from './needs.ts'
import { textsIn } from './texts.ts'

/** What goes into a copy: the parts as JSON, and the files with what reads each of them. */
export type Content = {
  readonly number: string
  readonly parts: readonly { readonly name: string; readonly json: unknown }[]
  readonly files: readonly {
    readonly part: string
    readonly name: string
    readonly mime: string
    readonly bytes: () => Promise<Uint8Array>
  }[]
}

type Needs = Pick<PrivacyNeeds, 'clock' | 'town' | 'renderPdf'>

/** The version of the JSON of a copy: another program may count on its shape. */
const format = 'ventanilla-personal-data/1'

/** A ZIP with everything: JSON for programs, a PDF for people, and the files, one in memory at a time. */
export async function archive(needs: Needs, content: Content, language: DocumentLanguage): Promise<Blob> {
  const town = await needs.town()
  const texts = textsIn(language).export
  const made = needs.clock.now()
  const reading = { language, timeZone: town.timeZone }
  const pdf = await needs.renderPdf({
    title: texts.title,
    language,
    town: town.name,
    madeAt: `${content.number} · ${timeIn(made, reading)}`,
    footer: texts.footer,
    blocks: [{ kind: 'paragraph', text: texts.intro }, ...legible(content.parts, reading)],
  })
  const chunks: Uint8Array<ArrayBuffer>[] = []
  const zip = new Zip((error, chunk) => {
    if (error) throw error
    chunks.push(new Uint8Array(chunk))
  })
  const put = (entry: ZipDeflate | ZipPassThrough, bytes: Uint8Array) => {
    entry.mtime = made
    zip.add(entry)
    entry.push(bytes, true)
  }
  put(new ZipDeflate(`${texts.data}.json`, { level: 6 }), Buffer.from(asJson(content, made)))
  put(new ZipPassThrough(`${texts.data}.pdf`), pdf)
  for (const file of content.files) {
    put(new ZipPassThrough(`${texts.files}/${file.part}/${file.name.replace(/[/\\]/g, '_')}`), await file.bytes())
    await rest()
  }
  zip.end()
  return new File(chunks, `${content.number}.zip`, { type: 'application/zip' })
}

function asJson({ number, parts, files }: Content, made: number): string {
  const data = Object.fromEntries(parts.map(({ name, json }) => [name, json]))
  const listed = files.map(({ part, name, mime }) => ({ part, name, mime }))
  const head = { format, request: number, madeAt: new Date(made).toISOString() }
  return `${JSON.stringify({ ...head, data, files: listed }, null, 2)}\n`
}
