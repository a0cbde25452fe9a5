import type { Language } from '../../contract/common.ts'
import type { Notice, NoticeDiff, NoticeSummary } from '../../contract/notices.ts'
import { Problem } from '../../contract/problems.ts'
import { actorOf, type Operator } from '../operators/actor.ts'
import type { Reader, Writer } from '../store/store.ts'
import type { ConsentNeeds } from './needs.ts'
import {
  allNotices,
  approvedLanguages,
  approvedText,
  changeNotice,
  currentNotice,
  insertNotice,
  type NoticeTextRow,
  noticeByVersion,
  putText,
  removeNotice,
  textsOf,
} from './notice-queries.ts'
import { diffLines, fill, firstLayerFaults, type NoticeFacts } from './notice-rules.ts'
import type { Purposes } from './purposes.ts'
import type { ConsentSettingsKeeper } from './settings.ts'
import type { Shipped } from './shipped.ts'

type NoticesNeeds = ConsentNeeds & {
  readonly settings: ConsentSettingsKeeper
  readonly purposes: Pick<Purposes, 'askAgain'>
  readonly shipped: Pick<Shipped, 'of' | 'authorities'>
}

/** The text that everybody else's falls back to. */
const fallback: Language = 'es'

export type ShownNotice = {
  readonly version: number
  /** Of the text: another than asked for where no approved one is there. */
  readonly language: Language
  readonly firstLayer: string
  readonly secondLayer: string
}

const wrong = (state: string) => new Problem('WRONG_STATE', { state })

/** What people are told before they agree: in versions that stay as they were, each language read by a person. */
export function notices(needs: NoticesNeeds) {
  const { store, clock, audit, settings } = needs

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
      ...summaryOf(row, current, texts.flatMap((text) => (text.approved_at === null ? [] : [text.language as Language]))),
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

  const draftOf = async (tx: Writer, version: number) => {
    const row = await noticeByVersion(tx, version)
    if (!row) throw new Problem('NOT_FOUND')
    if (row.published_at !== null) throw wrong('published')
    return row
  }

  const record = async (tx: Writer, operator: Operator, act: string, version: number, detail?: string) => {
    const object = { kind: 'notice', id: String(version) }
    const entry = { actor: actorOf(operator), action: `notice.${act}`, object, result: 'ok' } as const
    await audit.record(tx, { ...entry, ...(detail !== undefined && { detail }) })
    await store.changes.note(tx, [{ kind: 'privacy', objectId: 'notices' }])
  }

  const textIn = async (tx: Writer, version: number, language: Language): Promise<NoticeTextRow> => {
    const text = (await textsOf(tx, version)).find((each) => each.language === language)
    if (!text) throw new Problem('NOT_FOUND')
    const { approver: _approver, ...row } = text
    return row
  }

  return {
    shown,
    current: currentNotice,

    async list(): Promise<NoticeSummary[]> {
      const [rows, current, approved] = [
        await allNotices(store.read),
        await currentNotice(store.read),
        await approvedLanguages(store.read),
      ]
      return rows.map((row) => {
        const languages = approved.filter(({ notice }) => notice === row.version).map(({ language }) => language)
        return summaryOf(row, current, languages as Language[])
      })
    },

    get: (version: number): Promise<Notice> => load(store.read, version),

    /** Begins as the current version, with its approvals: a text that stays needs no second reading. */
    draft(operator: Operator): Promise<Notice> {
      return store.transaction(async (tx) => {
        const [newest] = await allNotices(tx)
        if (newest && newest.published_at === null) return load(tx, newest.version)
        const version = (newest?.version ?? 0) + 1
        const draft = { version, kind: null, purposes_json: '[]', published_at: null, published_by: null }
        await insertNotice(tx, { ...draft, created_at: clock.now() })
        for (const { approver: _approver, ...text } of newest ? await textsOf(tx, newest.version) : [])
          await putText(tx, { ...text, notice: version })
        await record(tx, operator, 'draft', version)
        return load(tx, version)
      })
    },

    /** Refuses with WRONG_STATE what was published, and the only version there is. */
    discard(operator: Operator, version: number): Promise<void> {
      return store.transaction(async (tx) => {
        await draftOf(tx, version)
        if ((await currentNotice(tx)) === null) throw wrong('draft')
        await removeNotice(tx, version)
        await record(tx, operator, 'discard', version)
      })
    },

    write(operator: Operator, text: { version: number; language: Language; firstLayer: string; secondLayer: string }) {
      return store.transaction(async (tx) => {
        await draftOf(tx, text.version)
        await putText(tx, {
          notice: text.version,
          language: text.language,
          first_layer: text.firstLayer,
          second_layer: text.secondLayer,
          updated_at: clock.now(),
          approved_at: null,
          approved_by: null,
        })
        await record(tx, operator, 'write', text.version, text.language)
        return load(tx, text.version)
      })
    },

    /** Refuses with BAD_INPUT a first layer that is too long or leaves out what it must say, naming what. */
    approve(operator: Operator, { version, language }: { version: number; language: Language }): Promise<Notice> {
      return store.transaction(async (tx) => {
        await draftOf(tx, version)
        const text = await textIn(tx, version, language)
        const faults = firstLayerFaults(text.first_layer, await facts(tx))
        if (faults.length > 0) throw new Problem('BAD_INPUT', { fields: faults.map((fault) => `firstLayer.${fault}`) })
        await putText(tx, { ...text, approved_at: clock.now(), approved_by: operator.id })
        await record(tx, operator, 'approve', version, language)
        return load(tx, version)
      })
    },

    async diff(version: number): Promise<NoticeDiff> {
      const after = await load(store.read, version)
      const before = version > 1 ? await load(store.read, version - 1).catch(() => null) : null
      return after.texts.flatMap(({ language, firstLayer, secondLayer }) => {
        const old = before?.texts.find((text) => text.language === language)
        return [
          { language, layer: 'first' as const, lines: [...diffLines(old?.firstLayer ?? '', firstLayer)] },
          { language, layer: 'second' as const, lines: [...diffLines(old?.secondLayer ?? '', secondLayer)] },
        ].filter(({ lines }) => lines.some(({ kind }) => kind !== 'same'))
      })
    },

    /** Refuses with NO_NOTICE while the Spanish text is not approved, and with BAD_INPUT a material change of nothing. */
    publish(
      operator: Operator,
      { version, kind, purposes }: { version: number; kind: 'minor' | 'material'; purposes: readonly string[] },
    ): Promise<Notice> {
      return store.transaction(async (tx) => {
        await draftOf(tx, version)
        if (!(await approvedText(tx, version, fallback))) throw new Problem('NO_NOTICE')
        const isFirst = (await currentNotice(tx)) === null
        if (!isFirst && kind === 'material') await needs.purposes.askAgain(tx, operator, purposes)
        await changeNotice(tx, version, {
          kind: isFirst ? 'first' : kind,
          purposes_json: JSON.stringify(kind === 'material' ? purposes : []),
          published_at: clock.now(),
          published_by: operator.id,
        })
        await record(tx, operator, 'publish', version, isFirst ? 'first' : [kind, ...purposes].join(', '))
        return load(tx, version)
      })
    },
  }
}

export type Notices = ReturnType<typeof notices>

type Stored = NonNullable<Awaited<ReturnType<typeof noticeByVersion>>>

const summaryOf = (row: Stored, current: number | null, approved: Language[]): NoticeSummary => ({
  version: row.version,
  state: row.published_at === null ? 'draft' : row.version === current ? 'current' : 'past',
  kind: row.kind,
  purposes: JSON.parse(row.purposes_json) as string[],
  createdAt: row.created_at,
  publishedAt: row.published_at,
  publishedBy: row.published_by ? { id: row.published_by, name: row.publisher ?? '' } : null,
  approved,
})
