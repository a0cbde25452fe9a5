import type { BroadcastState, DeliveryState, Exclusion } from '../../contract/broadcast.ts'
import { deliveryStates } from '../../contract/broadcast.ts'
import type { Broadcast, BroadcastSummary, Delivery } from '../../contract/broadcasts.ts'
import type { Language } from '../../contract/common.ts'
import { Problem } from '../../contract/problems.ts'
import { type Acts, audienceOf, confirmedOf, variantsOf } from './acts.ts'
import { type ComingBroadcasts, runOf } from './coming.ts'
import {
  countDeliveries,
  type DeliveryCount,
  firstAfter,
  type ListedDelivery,
  quoting,
  saidIn,
  selectDeliveries,
} from './delivery-queries.ts'
import { planOf } from './forecasting.ts'
import type { BroadcastNeeds } from './needs.ts'
import { type NamedBroadcast, namedBroadcast, selectBroadcasts } from './queries.ts'
import { titleOf, withOneWording } from './text-rules.ts'

export type BroadcastPage = {
  readonly limit: number
  readonly cursor?: string | undefined
  readonly state?: BroadcastState | undefined
}

/** How long after a broadcast what a citizen writes first is taken as an answer to it, in milliseconds. */
const answersWithin = 72 * 60 * 60 * 1000
const broadcastsLookedAt = 20

/** What consoles see of broadcasts. */
export function broadcastReader(needs: BroadcastNeeds, acts: Acts, coming: ComingBroadcasts) {
  const { store, clock } = needs

  const purposeNames = async () => {
    const { language } = await needs.town()
    return new Map((await needs.permissions.purposes(store.read, language)).map(({ id, name }) => [id, name]))
  }

  const listCounts = (rows: readonly NamedBroadcast[]) =>
    Promise.all(rows.map(({ id, launched_at }) => (launched_at === null ? [] : countDeliveries(store.read, id))))

  const loaded = async (id: string) => {
    const row = await namedBroadcast(store.read, id)
    if (!row) throw new Problem('NOT_FOUND')
    return row
  }

  /** Of what is still to leave while it runs or will; null when nothing is. */
  const forecastOf = async (row: NamedBroadcast, { planned, released }: BroadcastSummary['counts']) => {
    const begun = row.state === 'running' || row.state === 'paused'
    if (!begun || planned + released === 0) return null
    const run = runOf(row, planned + released, released, needs.line.look, clock.now())
    return planOf(needs, { lineId: row.line_id, run, others: await coming.on(row.line_id) })
  }

  return {
    /** The newest first. Throws `BAD_INPUT` for a made-up cursor. */
    async list({ limit, cursor, state }: BroadcastPage) {
      const rows = await selectBroadcasts(store.read, { state, limit: limit + 1, before: cursor ?? null })
      const shown = rows.slice(0, limit)
      const [names, counts] = [await purposeNames(), await listCounts(shown)]
      const items = shown.map((row, place) => summaryOf(row, counts[place] ?? [], names))
      return { items, nextCursor: rows.length > limit ? (shown.at(-1)?.id ?? null) : null }
    },

    /** Throws `NOT_FOUND`. */
    async get(id: string): Promise<Broadcast> {
      const row = await loaded(id)
      const counted = await countDeliveries(store.read, id)
      const summary = summaryOf(row, counted, await purposeNames())
      return {
        ...summary,
        ...contentOf(row),
        faults: [...(await acts.faults(store.read, row))],
        fourEyes: await acts.fourEyes(store.read, row),
        planned: row.planned_at !== null,
        excluded: excludedOf(row, counted),
        forecast: await forecastOf(row, summary.counts),
      }
    },

    /** Why what failed did, with how often. */
    async failures(id: string) {
      return (await countDeliveries(store.read, id))
        .filter(({ state }) => state === 'failed' || state === 'check')
        .map(({ reason, n }) => ({ reason, count: n }))
    },

    /** In the order of its list. Throws `NOT_FOUND`, and `BAD_INPUT` for a made-up cursor. */
    async deliveries(page: {
      id: string
      limit: number
      cursor?: string | undefined
      state?: DeliveryState | undefined
    }) {
      await loaded(page.id)
      const after = page.cursor === undefined ? -1 : Number(page.cursor)
      if (!Number.isSafeInteger(after)) throw new Problem('BAD_INPUT', { fields: ['cursor'] })
      const { id: broadcastId, state, limit } = page
      const rows = await selectDeliveries(store.read, { broadcastId, state, after, limit: limit + 1 })
      const shown = rows.slice(0, limit)
      return {
        items: shown.map(deliveryOf),
        nextCursor: rows.length > limit ? String(shown.at(-1)?.position ?? '') : null,
      }
    },

    /** Which of a conversation's messages answer which broadcast. */
    async context(conversationId: string) {
      const said = await saidIn(store.read, conversationId, broadcastsLookedAt)
      if (said.length === 0) return []
      const answered = new Map<string, (typeof said)[number]>()
      for (const one of said.toReversed()) {
        const first = await firstAfter(store.read, conversationId, one.seq, one.at + answersWithin)
        if (first) answered.set(first.id, one)
      }
      const quotes = await quoting(
        store.read,
        conversationId,
        said.map(({ message_id }) => message_id),
      )
      for (const { id, reply_to_id } of quotes) {
        const quoted = said.find(({ message_id }) => message_id === reply_to_id)
        if (quoted) answered.set(id, quoted)
      }
      return [...answered].map(([messageId, of]) => ({
        messageId,
        broadcastId: of.broadcast_id,
        title: titleOf(variantsOf(of)),
      }))
    },
  }
}

export type BroadcastReader = ReturnType<typeof broadcastReader>

/** Who gets nothing is counted where the reasons are, so that they always add up. */
function countsOf(row: NamedBroadcast, counted: readonly DeliveryCount[]): BroadcastSummary['counts'] {
  const counts = Object.fromEntries(deliveryStates.map((state) => [state, 0])) as Record<DeliveryState, number>
  for (const { state, n } of counted) counts[state] += n
  return { ...counts, excluded: excludedOf(row, counted).reduce((sum, { count }) => sum + count, 0) }
}

function summaryOf(
  row: NamedBroadcast,
  counted: readonly DeliveryCount[],
  names: ReadonlyMap<string, string>,
): BroadcastSummary {
  return {
    id: row.id,
    title: titleOf(variantsOf(row)),
    purpose: { id: row.purpose, name: names.get(row.purpose) ?? row.purpose },
    state: row.state,
    emergency: row.emergency === 1,
    scheduleAt: row.schedule_at,
    recurrence: row.recurrence,
    author: { id: row.author_id, name: row.author_name ?? '' },
    createdAt: row.created_at,
    startedAt: row.launched_at,
    finishedAt: row.finished_at,
    counts: countsOf(row, counted),
  }
}

function contentOf(row: NamedBroadcast) {
  const variants = variantsOf(row)
  const attachment = row.media_id !== null && row.media_mime !== null
  return {
    revision: row.revision,
    variants,
    audience: audienceOf(row),
    confirmed: confirmedOf(row),
    reason: row.reason,
    attachment: attachment
      ? {
          id: row.media_id ?? '',
          mime: row.media_mime ?? '',
          fileName: row.media_name ?? '',
          bytes: Number(row.media_bytes),
        }
      : null,
    editor: { id: row.editor_id, name: row.editor_name ?? '' },
    fewVariants: [...withOneWording(variants)],
    approver: row.approver_id === null ? null : { id: row.approver_id, name: row.approver_name ?? '' },
    approvedAt: row.approved_at,
    comment: row.comment,
    textHash: row.text_hash,
    previousId: row.previous_id,
    waiting:
      row.waiting_reason !== null && row.waiting_until !== null
        ? { reason: row.waiting_reason, until: row.waiting_until }
        : null,
  }
}

/** Who is in the list and gets nothing, and who never was a candidate. */
function excludedOf(row: NamedBroadcast, counted: readonly DeliveryCount[]): Broadcast['excluded'] {
  const counts = new Map<Exclusion, number>()
  const outside = JSON.parse(row.outside_json) as { reason: Exclusion; count: number }[]
  const listed = counted.filter(({ state }) => state === 'excluded')
  // The database writes no other reason beside this state.
  for (const { reason, count } of [
    ...outside,
    ...listed.map(({ reason, n }) => ({ reason: reason as Exclusion, count: n })),
  ])
    counts.set(reason, (counts.get(reason) ?? 0) + count)
  return [...counts].map(([reason, count]) => ({ reason, count }))
}

const deliveryOf = (row: ListedDelivery): Delivery => ({
  id: row.id,
  citizen: { id: row.citizen_id, name: row.citizen_name ?? '' },
  conversationId: row.conversation_id,
  lang: row.language as Language,
  variant: row.variant,
  state: row.state,
  reason: row.reason === '' ? null : row.reason,
  releasedAt: row.released_at,
  consentSeq: row.consent_seq,
})
