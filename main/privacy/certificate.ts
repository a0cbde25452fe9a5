import { Problem } from '../../contract/problems.ts'
import type { DocumentLanguage, LegibleBlock } from '../../contract/rights.ts'
import { erasureOf } from './blocked-queries.ts'
import type { ErasureReport } from './erasing.ts'
import { timeIn } from './legible.ts'
import type { PrivacyNeeds } from './needs.ts'
import { requestById } from './queries.ts'
import { numberOf } from './rules.ts'
import { textsIn, wordOf } from './texts.ts'

export type Certificate = { readonly id: string; readonly format: 'pdf' | 'json'; readonly language: DocumentLanguage }

type Facts = ErasureReport & {
  readonly number: string
  readonly blockedAt: number
  readonly destroyedAt: number | null
}

/** What was blocked or destroyed, kept and why, without anything of the person. */
export function certificates({ store, clock, town, renderPdf }: PrivacyNeeds) {
  const factsOf = async (id: string): Promise<Facts> => {
    const [erasure, request] = [await erasureOf(store.read, id), await requestById(store.read, id)]
    if (!erasure || !request) throw new Problem('NOT_FOUND')
    const report = JSON.parse(erasure.report_json) as ErasureReport
    return { ...report, number: numberOf(request), blockedAt: erasure.at, destroyedAt: erasure.destroyed_at }
  }

  return {
    /** Throws NOT_FOUND for a request under which nobody was blocked. */
    async certificate({ id, format, language }: Certificate): Promise<Blob> {
      const facts = await factsOf(id)
      const { name, timeZone } = await town()
      const reading = { language, timeZone }
      const file = (content: string | Uint8Array<ArrayBuffer>, type: string) =>
        new File([content], `${facts.number}.${format}`, { type })
      if (format === 'json') return file(`${JSON.stringify(asJson(name, facts), null, 2)}\n`, 'application/json')
      const texts = textsIn(language).certificate
      const pdf = await renderPdf({
        title: texts.title,
        language,
        town: name,
        madeAt: timeIn(clock.now(), reading),
        footer: texts.footer,
        blocks: blocksOf(facts, (at) => timeIn(at, reading), language),
      })
      return file(new Uint8Array(pdf), 'application/pdf')
    },
  }
}

const iso = (at: number) => new Date(at).toISOString()

const asJson = (town: string, { number, blockedAt, destroyAfter, destroyedAt, files, removed, kept }: Facts) => ({
  format: 'ventanilla-erasure/1',
  town,
  request: number,
  blockedAt: iso(blockedAt),
  destroyAfter: iso(destroyAfter),
  destroyedAt: destroyedAt === null ? null : iso(destroyedAt),
  files,
  removed,
  kept,
})

function blocksOf(facts: Facts, time: (at: number) => string, language: DocumentLanguage): LegibleBlock[] {
  const { certificate: texts, parts, kept, why } = textsIn(language)
  const { number, blockedAt, destroyAfter, destroyedAt } = facts
  const end: [string, string] =
    destroyedAt === null ? [texts.destroyAfter, time(destroyAfter)] : [texts.destroyedAt, time(destroyedAt)]
  return [
    { kind: 'paragraph', text: destroyedAt === null ? texts.blocked : texts.destroyed },
    { kind: 'facts', rows: [[texts.number, number], [texts.blockedAt, time(blockedAt)], end] },
    { kind: 'heading', level: 2, text: texts.removed },
    {
      kind: 'table',
      head: [texts.part, texts.count],
      rows: facts.removed.map(({ part, n }) => [wordOf(parts, part), String(n)]),
    },
    { kind: 'heading', level: 2, text: texts.kept },
    {
      kind: 'table',
      head: [texts.what, texts.why],
      rows: facts.kept.map((each) => [wordOf(kept, each.what), wordOf(why, each.why)]),
    },
    { kind: 'paragraph', text: texts.copies },
  ]
}
