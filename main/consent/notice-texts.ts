import type { Language } from '../../contract/common.ts'
import type { Notice, NoticeSummary } from '../../contract/notices.ts'
import { Problem } from '../../contract/problems.ts'
import type { Reader, Writer } from '../store/store.ts'
import type { ConsentNeeds } from './needs.ts'
import { approvedText, currentNotice, noticeByVersion, textsOf } from './notice-queries.ts'
import { fill, type NoticeFacts } from './notice-rules.ts'
import type { ConsentSettingsKeeper } from './settings.ts'
import type { Shipped } from './shipped.ts'

type TextNeeds = Pick<ConsentNeeds, 'clock' | 'town'> & {
  readonly settings: ConsentSettingsKeeper
  readonly shipped: Pick<Shipped, 'of' | 'authorities'>
}

/** The text that everybody else's falls back to. */
export const fallback: Language = 'es'

export type ShownNotice = {
  readonly version: number
  /** Of the text: another than asked for where no approved one is there. */
  readonly language: Language
  readonly firstLayer: string
  readonly secondLayer: string
}

/** What people are told, with the facts of the town filled in. */
export function noticeTexts(needs: TextNeeds) {
  const { clock, settings } = needs

  const facts = async (db: Reader | Writer): Promise<NoticeFacts> => {
    const town = await needs.town()
    const { authority, officer } = await settings.get(db)
    const age = String(await settings.minimumAge(db, clock.now()))
    const { name, address, phone, website } = town
    const named = { town: name, address: address || name, phone: phone || '–', website: website || '–' }
    const { name: authorityName, web } = needs.shipped.authorities[authority]
    return { ...named, authority: authorityName, authority_web: web, age, officer: officer || address || name }
  }

  async function shown(db: Reader | Writer, language: Language): Promise<ShownNotice> {
    const version = await currentNotice(db)
    if (version === null) throw new Problem('NO_NOTICE')
    const own = await approvedText(db, version, language)
    const text = own ?? (await approvedText(db, version, fallback))
    if (!text) throw new Problem('NO_NOTICE')
    const known = await facts(db)
    const apology = own ? '' : `${needs.shipped.of(language).onlySpanish}\n`
    return {
      version,
      language: own ? language : fallback,
      firstLayer: apology + fill(text.first_layer, known),
      secondLayer: apology + fill(text.second_layer, known),
    }
  }

  const load = async (db: Reader | Writer, version: number): Promise<Notice> => {
    const row = await noticeByVersion(db, version)
    if (!row) throw new Problem('NOT_FOUND')
    const [texts, current, known] = [await textsOf(db, version), await currentNotice(db), await facts(db)]
    return {
      ...summaryOf(
        row,
        current,
        texts.flatMap((text) => (text.approved_at === null ? [] : [text.language as Language])),
      ),
      texts: texts.map((text) => ({
        language: text.language as Language,
        firstLayer: text.first_layer,
        secondLayer: text.second_layer,
        shown: fill(text.first_layer, known),
        approvedAt: text.approved_at,
        approvedBy: text.approved_by ? { id: text.approved_by, name: text.approver ?? '' } : null,
      })),
    }
  }

  return { facts, shown, load, current: currentNotice }
}

export type NoticeTexts = ReturnType<typeof noticeTexts>

type Stored = NonNullable<Awaited<ReturnType<typeof noticeByVersion>>>

/** A version without its words. */
export const summaryOf = (row: Stored, current: number | null, approved: Language[]): NoticeSummary => ({
  version: row.version,
  state: stateOf(row, current),
  kind: row.kind,
  purposes: JSON.parse(row.purposes_json) as string[],
  createdAt: row.created_at,
  publishedAt: row.published_at,
  publishedBy: row.published_by ? { id: row.published_by, name: row.publisher ?? '' } : null,
  approved,
})

function stateOf({ published_at, version }: Stored, current: number | null): NoticeSummary['state'] {
  if (published_at === null) return 'draft'
  return version === current ? 'current' : 'past'
}
