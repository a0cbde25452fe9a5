import type { CitizenCard, CitizenFilters, CitizenSummary, Identifier } from '../../contract/citizens.ts'
import type { Language } from '../../contract/common.ts'
import { Problem } from '../../contract/problems.ts'
import type { Reader, Writer } from '../store/store.ts'
import { citizenRow, conversationsOf, countOf, formerIdentifiersOf, identifiersOf, mergesInto } from './card-queries.ts'
import {
  allTags,
  countCitizens,
  type ListedCitizen,
  nameKeyOf,
  type Sought,
  selectCitizens,
  selectSummaries,
  tagsOf,
  usedNeighbourhoods,
} from './list-queries.ts'
import { undoUntil } from './merge/rules.ts'
import type { RegisterNeeds } from './needs.ts'
import { soughtWords } from './rules.ts'
import { readSettings } from './settings.ts'

export type CitizenPage = CitizenFilters & { readonly limit: number; readonly cursor?: string | undefined }

export const soughtFrom = ({ q, ...filters }: CitizenFilters): Sought => ({ ...filters, words: soughtWords(q ?? '') })

/** A text in which there is nothing to look for finds nobody. */
const findsNobody = ({ q }: CitizenFilters) => q !== undefined && q.trim() !== '' && soughtWords(q).length === 0

export const toSummary = (row: ListedCitizen, tags: readonly string[]): CitizenSummary => ({
  id: row.id,
  name: row.name,
  phone: row.phone,
  language: row.language as Language | null,
  neighbourhood: row.neighbourhood,
  tags: [...tags],
  lastHeardAt: row.last_heard_at,
})

/** Summaries by id; an id nobody has is left out. */
export async function summariesOf(
  db: Reader | Writer,
  ids: readonly string[],
): Promise<ReadonlyMap<string, CitizenSummary>> {
  if (ids.length === 0) return new Map()
  const tags = await tagsOf(db, ids)
  const rows = await selectSummaries(db, ids)
  return new Map(rows.map((row) => [row.id, toSummary(row, tags.get(row.id) ?? [])]))
}

/** Where a page ends, as a place in the order of names. */
export async function placeAfter(db: Reader, cursor: string | undefined) {
  if (cursor === undefined) return null
  const row = await nameKeyOf(db, cursor)
  if (!row) throw new Problem('BAD_INPUT', { fields: ['cursor'] })
  return { key: row.name_key, id: cursor }
}

/** The record of a person that goes on: itself, or the one it was merged into. Refuses with NOT_FOUND. */
export async function standing(db: Reader | Writer, id: string) {
  let row = await citizenRow(db, id)
  while (row && row.merged_into !== null) row = await citizenRow(db, row.merged_into)
  if (!row || row.hidden_at !== null) throw new Problem('NOT_FOUND')
  return row
}

/** What consoles see of citizens. */
export function reading({ store, clock, consents }: Pick<RegisterNeeds, 'store' | 'clock' | 'consents'>) {
  const db = store.read

  const identifiers = async (citizenId: string): Promise<Identifier[]> => {
    const now = await identifiersOf(db, citizenId)
    const former = await formerIdentifiersOf(db, citizenId)
    return [
      ...now.map((row) => ({ ...identifier(row), until: null, shared: row.shared === 1 })),
      ...former.map((row) => ({ ...identifier(row), until: row.ended_at, shared: false })),
    ]
  }

  const conversations = async (citizenId: string): Promise<CitizenCard['conversations']> =>
    (await conversationsOf(db, citizenId)).map(({ id, state, line, last_at }) => ({ id, state, line, lastAt: last_at }))

  /** The card; of a record that was merged, that of the kept one. Refuses with NOT_FOUND. */
  const get = async (wanted: string): Promise<CitizenCard> => {
    const row = await standing(db, wanted)
    const { id } = row
    const summary = (await summariesOf(db, [id])).get(id)
    if (!summary) throw new Problem('NOT_FOUND')
    const threads = await conversations(id)
    return {
      ...summary,
      revision: row.revision,
      note: row.note,
      createdAt: row.created_at,
      identifiers: await identifiers(id),
      conversations: threads,
      counts: {
        conversations: threads.length,
        reports: await countOf(db, 'reports', id),
        appointments: await countOf(db, 'bookings', id),
      },
      consents: (await consents.seen(db, id)).map((seen) => ({ ...seen })),
      merged: (await mergesInto(db, id)).map(({ id: mergeId, name, note, at, before_json }) => {
        const until = undoUntil(at)
        return { mergeId, name, note, at, undoUntil: before_json !== null && until > clock.now() ? until : null }
      }),
    }
  }

  const checkPurpose = async ({ consent, noConsent }: CitizenFilters) => {
    if (consent === undefined && noConsent === undefined) return
    const known = new Set((await consents.purposes(db)).map(({ id }) => id))
    if (consent !== undefined && !known.has(consent)) throw new Problem('BAD_INPUT', { fields: ['consent'] })
    if (noConsent !== undefined && !known.has(noConsent)) throw new Problem('BAD_INPUT', { fields: ['noConsent'] })
  }

  return {
    get,

    /** By name; refuses with BAD_INPUT a purpose nobody knows or a made-up cursor. */
    async list({ limit, cursor, ...filters }: CitizenPage) {
      if (findsNobody(filters)) return { items: [], nextCursor: null }
      await checkPurpose(filters)
      const after = await placeAfter(db, cursor)
      const rows = await selectCitizens(db, { sought: soughtFrom(filters), after, limit: limit + 1 })
      const page = rows.slice(0, limit)
      const tags = await tagsOf(
        db,
        page.map(({ id }) => id),
      )
      const items = page.map((row) => toSummary(row, tags.get(row.id) ?? []))
      return { items, nextCursor: rows.length > limit ? (page.at(-1)?.id ?? null) : null }
    },

    async count(filters: CitizenFilters): Promise<{ count: number }> {
      if (findsNobody(filters)) return { count: 0 }
      await checkPurpose(filters)
      return { count: await countCitizens(db, soughtFrom(filters)) }
    },

    async facets() {
      const own = (await readSettings(db)).neighbourhoods
      return {
        neighbourhoods: [...new Set([...own, ...(await usedNeighbourhoods(db))])],
        tags: await allTags(db),
        purposes: (await consents.purposes(db)).map(({ id, name }) => ({ id, name })),
      }
    },
  }
}

const identifier = ({
  id,
  kind,
  value,
  created_at,
}: {
  id: string
  kind: string
  value: string
  created_at: number
}) => ({
  id,
  kind: kind as Identifier['kind'],
  value,
  since: created_at,
})
