import type { BroadcastContent, BroadcastRules } from '../../contract/broadcasts.ts'
import { Problem } from '../../contract/problems.ts'
import { actorOf, type Operator, systemActor } from '../operators/actor.ts'
import { writeSetting } from '../store/settings.ts'
import type { Reader, Writer } from '../store/store.ts'
import { type Acts, settingKey } from './acts.ts'
import type { BroadcastNeeds } from './needs.ts'
import { type BroadcastRow, insertBroadcast, insertFile, insertOccurrence, theLine } from './queries.ts'
import { may } from './rules.ts'
import { occurrenceAt, scheduleFault } from './schedule.ts'
import { finishedVariants } from './texts.ts'

/** Nothing of an approval, a launch or a series survives a change of what was approved. */
const unapproved = {
  approver_id: null,
  approved_at: null,
  text_hash: null,
  comment: '',
  exception_id: null,
} as const

const unstarted = {
  launched_at: null,
  release_from: null,
  plan_after: '',
  planned_at: null,
  recipients: 0,
  released: 0,
  outside_json: '[]',
  look_until: null,
  looked: 0,
  waiting_reason: null,
  waiting_until: null,
  finished_at: null,
} as const

/** Writing, changing and copying broadcasts. Nothing leaves here. */
export function drafting(needs: BroadcastNeeds, { load, move, record, recordBy, noted }: Acts) {
  const { store, clock, newId } = needs

  /** Refuses an unknown purpose, and an emergency that is none. */
  const requirePurpose = async (db: Reader | Writer, content: BroadcastContent) => {
    const purposes = await needs.permissions.purposes(db, (await needs.town()).language)
    const purpose = purposes.find(({ id }) => id === content.purpose)
    if (!purpose) throw new Problem('PURPOSE_REFUSED', { reason: 'unknown' })
    if (!purpose.active) throw new Problem('PURPOSE_REFUSED', { reason: 'inactive' })
    if (content.emergency && !purpose.urgent) throw new Problem('PURPOSE_REFUSED', { reason: 'not_urgent' })
    if (content.emergency && content.reason === '') throw new Problem('PURPOSE_REFUSED', { reason: 'no_reason' })
  }

  /** When it is to be, the first time by its rule; refuses what cannot be kept. */
  const scheduleOf = async (content: BroadcastContent) => {
    const { timeZone } = await needs.town()
    const at = content.scheduleAt ?? null
    const rule = content.recurrence || null
    const fault = scheduleFault({ at, rule, timeZone }, clock.now())
    if (fault) throw new Problem('SCHEDULE_REFUSED', { reason: fault })
    const first = at !== null && rule !== null ? occurrenceAt({ at, rule, timeZone }, 0) : at
    return { schedule_at: first, recurrence: rule, series_at: rule === null ? null : first }
  }

  const contentOf = async (db: Reader | Writer, content: BroadcastContent) => {
    await requirePurpose(db, content)
    return {
      purpose: content.purpose,
      emergency: content.emergency ? 1 : 0,
      reason: content.emergency ? content.reason : '',
      variants_json: JSON.stringify(finishedVariants(content.variants, await needs.town())),
      audience_json: JSON.stringify(content.audience),
      confirmed_json: JSON.stringify(content.confirmed),
      ...(await scheduleOf(content)),
    }
  }

  const draftBy = (operator: Operator, lineId: string) => ({
    id: newId(),
    line_id: lineId,
    state: 'draft' as const,
    author_id: operator.id,
    editor_id: operator.id,
    occurrence: 0,
    previous_id: null,
    media_id: null,
    ...unapproved,
    ...unstarted,
    revision: 1,
    created_at: clock.now(),
    updated_at: clock.now(),
  })

  /** Gives or takes its file: what was approved is no longer what would leave. */
  const withFile = (operator: Operator, id: string, file: (tx: Writer, row: BroadcastRow) => Promise<string | null>) =>
    store.transaction(async (tx) => {
      const row = await load(tx, id)
      if (!may('edit', row.state)) throw new Problem('WRONG_STATE', { state: row.state })
      const media_id = await file(tx, row)
      const change = { media_id, state: 'draft' as const, editor_id: operator.id, revision: row.revision + 1 }
      await move(tx, id, 'edit', { ...change, ...unapproved })
      await recordBy(tx, operator, media_id === null ? 'detach' : 'attach', id)
    })

  return {
    /** Returns the id. Refuses with PURPOSE_REFUSED or SCHEDULE_REFUSED. */
    async create(operator: Operator, content: BroadcastContent): Promise<string> {
      const lineId = await theLine(store.read)
      return store.transaction(async (tx) => {
        const row = { ...draftBy(operator, lineId), ...(await contentOf(tx, content)) }
        await insertBroadcast(tx, row)
        await recordBy(tx, operator, 'create', row.id)
        return row.id
      })
    },

    /** An approval given before falls. Refuses with WRONG_STATE once it runs, and BROADCAST_CHANGED what was read before a change. */
    async save(operator: Operator, id: string, revision: number, content: BroadcastContent): Promise<void> {
      await store.transaction(async (tx) => {
        const row = await load(tx, id)
        if (!may('edit', row.state)) throw new Problem('WRONG_STATE', { state: row.state })
        if (row.revision !== revision) throw new Problem('BROADCAST_CHANGED', { revision: row.revision })
        const change = { ...(await contentOf(tx, content)), ...unapproved, state: 'draft' as const }
        await move(tx, id, 'edit', { ...change, editor_id: operator.id, revision: revision + 1 })
        await recordBy(tx, operator, 'edit', id)
      })
    },

    /** Refuses with FILES_NOT_SENT_HERE, FILE_EMPTY, FILE_TOO_LARGE or FILE_REFUSED: only pictures and PDF. */
    async attach(operator: Operator, id: string, file: { readonly fileName: string; readonly bytes: Buffer }) {
      if (!needs.files.maySend()) throw new Problem('FILES_NOT_SENT_HERE')
      const kept = await needs.files.keep(file)
      if (kept.kind !== 'image' && kept.mime !== 'application/pdf')
        throw new Problem('FILE_REFUSED', { reason: 'unknown_type' })
      await withFile(operator, id, async (tx, row) => {
        const media = newId()
        await insertFile(tx, { ...kept, id: media, lineId: row.line_id, now: clock.now() })
        return media
      })
    },

    detach: (operator: Operator, id: string): Promise<void> => withFile(operator, id, async () => null),

    /** A draft of one's own that says the same; when and whether it repeats is not copied. Returns the id. */
    duplicate(operator: Operator, id: string): Promise<string> {
      return store.transaction(async (tx) => {
        const row = await load(tx, id)
        const copy = draftBy(operator, row.line_id)
        await insertBroadcast(tx, {
          ...row,
          ...copy,
          media_id: row.media_id,
          previous_id: row.id,
          schedule_at: null,
          recurrence: null,
          series_at: null,
        })
        await recordBy(tx, operator, 'duplicate', copy.id)
        return copy.id
      })
    },

    /** The next time of a series, approved with it: a broadcast of its own, in the transaction that starts this one. */
    async scheduleNext(tx: Writer, row: BroadcastRow, timeZone: string): Promise<void> {
      if (row.recurrence === null || row.series_at === null) return
      const occurrence = row.occurrence + 1
      const at = occurrenceAt({ at: row.series_at, rule: row.recurrence, timeZone }, occurrence)
      if (at === null) return
      const now = clock.now()
      const id = newId()
      const added = await insertOccurrence(tx, {
        ...row,
        ...unstarted,
        id,
        state: 'scheduled',
        schedule_at: at,
        occurrence,
        previous_id: row.id,
        comment: '',
        created_at: now,
        updated_at: now,
      })
      if (added) await record(tx, systemActor, 'repeat', id)
    },

    async saveRules(operator: Operator, rules: BroadcastRules): Promise<void> {
      await store.transaction(async (tx) => {
        await writeSetting(tx, settingKey, rules, clock.now())
        await needs.audit.record(tx, {
          actor: actorOf(operator),
          action: 'broadcast.save_rules',
          object: { kind: 'setting', id: settingKey },
          result: 'ok',
          ...(rules.ownDomains.length > 0 && { detail: rules.ownDomains.join(', ') }),
        })
        await noted(tx, settingKey)
      })
    },
  }
}

export type Drafting = ReturnType<typeof drafting>
