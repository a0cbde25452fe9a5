import type { Language } from '../../contract/common.ts'
import type { Notice, NoticeDiff, NoticeSummary } from '../../contract/notices.ts'
import { Problem } from '../../contract/problems.ts'
import { actorOf, type Operator } from '../operators/actor.ts'
import type { Writer } from '../store/store.ts'
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
import { diffLines, firstLayerFaults } from './notice-rules.ts'
import { fallback, type NoticeTexts, summaryOf } from './notice-texts.ts'
import type { Purposes } from './purposes.ts'

type NoticesNeeds = Pick<ConsentNeeds, 'store' | 'clock' | 'audit'> & {
  readonly texts: Pick<NoticeTexts, 'facts' | 'load'>
  readonly purposes: Pick<Purposes, 'askAgain'>
}

const wrong = (state: string) => new Problem('WRONG_STATE', { state })

/** What people are told before they agree: in versions that stay as they were, each language read by a person. */
export function notices(needs: NoticesNeeds) {
  const { store, clock, audit } = needs

  const { facts, load } = needs.texts

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
        const change = (await currentNotice(tx)) === null ? 'first' : kind
        const affected = change === 'material' ? purposes : []
        if (change === 'material') await needs.purposes.askAgain(tx, operator, affected)
        const published = { published_at: clock.now(), published_by: operator.id }
        await changeNotice(tx, version, { kind: change, purposes_json: JSON.stringify(affected), ...published })
        await record(tx, operator, 'publish', version, [change, ...affected].join(', '))
        return load(tx, version)
      })
    },
  }
}

export type Notices = ReturnType<typeof notices>
