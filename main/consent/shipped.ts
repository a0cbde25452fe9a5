import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { type Language, language, languages } from '../../contract/common.ts'
import { authorities, legalBasis, purposeTexts } from '../../contract/consents.ts'
import type { Writer } from '../store/store.ts'
import { currentNotice, insertNotice, noticeByVersion, putText } from './notice-queries.ts'
import type { PurposeRow } from './purpose-queries.ts'

const purposesFile = z.array(
  z.strictObject({
    id: z.string(),
    urgent: z.boolean(),
    basis: legalBasis,
    texts: z.record(language, purposeTexts),
  }),
)

const noticeFile = z.strictObject({
  firstLayer: z.array(z.string()),
  secondLayer: z.array(z.string()),
  /** Said before a Spanish text to who asked for this language. */
  onlySpanish: z.string(),
  /** Once, to who left the question open: `{{until}}` is a moment. */
  reminder: z.string(),
  /** Once, to who agreed under older words, of a change that asks nothing of them. */
  changed: z.string(),
})

const authoritiesFile = z.record(z.enum(authorities), z.strictObject({ name: z.string(), web: z.string() }))

const read = async (path: string): Promise<unknown> => JSON.parse(await readFile(path, 'utf8'))

type ShippedNotice = {
  readonly firstLayer: string
  readonly secondLayer: string
  readonly onlySpanish: string
  readonly reminder: string
  readonly changed: string
}

/** Purposes and words with which a town begins. */
export async function shippedConsents(directory: string) {
  const purposes = purposesFile.parse(await read(join(directory, 'purposes.json')))
  const words = new Map<Language, ShippedNotice>()
  for (const each of languages) {
    const file = noticeFile.parse(await read(join(directory, 'notices', `${each}.json`)))
    const lines = { firstLayer: file.firstLayer.join('\n'), secondLayer: file.secondLayer.join('\n') }
    words.set(each, { ...file, ...lines })
  }
  const of = (each: Language): ShippedNotice => {
    const found = words.get(each) ?? words.get('es')
    if (!found) throw new Error('a language of the contract has no shipped notice')
    return found
  }
  return {
    of,
    /** Where people complain, by the short name in the settings. */
    authorities: authoritiesFile.parse(await read(join(directory, 'authorities.json'))),
    purposes: purposes.map(
      ({ id, urgent, basis, texts }, position): Omit<PurposeRow, 'version' | 'live_from' | 'updated_at'> => ({
        id,
        active: 1,
        urgent: urgent ? 1 : 0,
        basis,
        texts_json: JSON.stringify(texts),
        position,
      }),
    ),
  }
}

export type Shipped = Awaited<ReturnType<typeof shippedConsents>>

/** The first notice, a draft until somebody of the town approves it; in an invented town it is in force at once. */
export async function ensureNotice(
  tx: Writer,
  shipped: Shipped,
  { now, practice }: { now: number; practice: boolean },
) {
  if (await noticeByVersion(tx, 1)) return
  if ((await currentNotice(tx)) !== null) return
  const approved = { approved_at: practice ? now : null, approved_by: null }
  const draft = { version: 1, kind: null, purposes_json: '[]', created_at: now, published_at: null, published_by: null }
  await insertNotice(tx, practice ? { ...draft, kind: 'first', published_at: now } : draft)
  for (const each of languages) {
    const { firstLayer, secondLayer } = shipped.of(each)
    const text = { first_layer: firstLayer, second_layer: secondLayer, updated_at: now }
    await putText(tx, { notice: 1, language: each, ...text, ...approved })
  }
}
