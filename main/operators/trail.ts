import { createHash } from 'node:crypto'
import { setImmediate as breathe } from 'node:timers/promises'
import type { TrailState } from '../../contract/security.ts'
import type { Clock } from '../station/needs.ts'
import type { Reader, Store, Writer } from '../store/store.ts'
import { type AuditTrail, actorOf, type Operator, systemActor } from './actor.ts'
import { isChained, type TrailRow, trailAfter } from './trail-queries.ts'
import { chainBegun, chained, csvLine, trailFields, writeBegun } from './trail-rules.ts'

/** Rows read at once; between two pages others have their turn. */
const PAGE = 1_000

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Proves that the trail is as it was written, and hands it out. */
export function trail({ store, clock, audit }: { store: Store; clock: Clock; audit: AuditTrail }) {
  let state: TrailState = { state: 'unknown' }

  async function verify(): Promise<TrailState> {
    const chain = follow()
    for await (const row of entriesOf(store.read)) {
      if (!chain.fits(row)) return { state: 'broken', at: clock.now(), seq: Number(row.seq) }
    }
    return { state: 'whole', at: clock.now(), ...chain.end() }
  }

  async function look(): Promise<TrailState> {
    const before = state.state
    state = await verify()
    if (state.state !== before) await store.transaction((tx) => store.changes.note(tx, [{ kind: 'operators' }]))
    return state
  }

  /** Entries of a store older than the chain are bound to it by their digest, once. */
  async function begin(): Promise<void> {
    await store.transaction(async (tx) => {
      if (await isChained(tx)) return
      const chain = follow()
      for await (const row of entriesOf(tx)) chain.fits(row)
      const { unchained, digest } = chain.older()
      if (unchained === 0) return
      const detail = writeBegun(unchained, digest)
      await audit.record(tx, { actor: systemActor, action: chainBegun, result: 'ok', detail })
    })
  }

  return {
    state: () => state,

    /** At the start of the station: begins the chain where there is none, and looks whether it is whole. */
    async open(): Promise<void> {
      await begin()
      await look()
    },

    async verify(reader: Operator): Promise<TrailState> {
      const found = await look()
      await store.transaction((tx) =>
        audit.record(tx, {
          actor: actorOf(reader),
          action: 'audit.verify',
          result: found.state === 'broken' ? 'failed' : 'ok',
          ...(found.state === 'broken' && { detail: `entry ${found.seq}` }),
        }),
      )
      return found
    },

    /** The entries between two moments, both inclusive, as a file. Taking it away is an act of its own. */
    async export(reader: Operator, { format, from = 0, to = Number.MAX_SAFE_INTEGER }: Asked): Promise<Blob> {
      const parts: string[] = []
      for await (const row of entriesOf(store.read)) {
        if (row.at < from || row.at > to) continue
        parts.push(format === 'csv' ? csvOf(row) : `${parts.length > 0 ? ',\n' : ''}${JSON.stringify(row)}`)
      }
      const detail = `${format}, ${parts.length} entries`
      await store.transaction((tx) =>
        audit.record(tx, { actor: actorOf(reader), action: 'audit.export', result: 'ok', detail }),
      )
      if (format === 'json') return new Blob(['[\n', ...parts, '\n]\n'], { type: 'application/json' })
      return new Blob(['\uFEFF', csvLine(['seq', 'time_utc', ...trailFields, 'hash']), ...parts], { type: 'text/csv' })
    },
  }
}

/** Every entry, oldest first. */
async function* entriesOf(db: Reader | Writer): AsyncGenerator<TrailRow> {
  for (let after = 0; ; ) {
    const rows = await trailAfter(db, { after, limit: PAGE })
    yield* rows
    const last = rows.at(-1)
    if (!last || rows.length < PAGE) return
    after = Number(last.seq)
    await breathe()
  }
}

/** Follows the chain, entry by entry. */
function follow() {
  const older = createHash('sha256')
  let unchained = 0
  let entries = 0
  let head: string | null = null

  /** The first entry of the chain says how many are older and what their digest is; a chain from the start has none. */
  const begins = (row: TrailRow): boolean => {
    if (unchained === 0 && row.action !== chainBegun) return true
    return row.detail === writeBegun(unchained, older.copy().digest('hex'))
  }

  return {
    /** Whether an entry is what was written after the one before. */
    fits(row: TrailRow): boolean {
      entries += 1
      if (row.hash === null) {
        unchained += 1
        older.update(chained('', row))
        return head === null
      }
      if (row.hash !== sha256(chained(head ?? '', row)) || (head === null && !begins(row))) return false
      head = row.hash
      return true
    },
    older: () => ({ unchained, digest: older.copy().digest('hex') }),
    end: () => ({ entries, unchained, head }),
  }
}

type Asked = { readonly format: 'csv' | 'json'; readonly from?: number | undefined; readonly to?: number | undefined }

const csvOf = (row: TrailRow): string =>
  csvLine([Number(row.seq), new Date(row.at).toISOString(), ...trailFields.map((field) => row[field]), row.hash])
