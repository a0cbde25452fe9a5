import { prepared } from './prepared.ts'
import type { Change, ChangeFeed, Reader, RecordedChange, Writer } from './store.ts'

/** How many changes stay readable unless whoever opens the store decides otherwise. */
export const CHANGES_KEPT = 50_000
/** Old changes are dropped once for so many new ones. */
const TRIM_EVERY = 1_000

type Needs = {
  readonly read: Reader
  readonly now: () => number
  readonly keep: number
  /** Called in the transaction that noted changes, so that its commit wakes the watchers. */
  readonly announce: (tx: Writer) => Promise<void> | void
  readonly watchers: Watchers
}

/** The part of the feed that both databases share: rows in, rows out. */
export function makeFeed({ read, now, keep, announce, watchers }: Needs): ChangeFeed {
  let untrimmed = 0
  return {
    async note(tx, changes) {
      if (changes.length === 0) return
      const at = now()
      for (const change of changes) await insert(tx, row(change, at))
      untrimmed += changes.length
      if (untrimmed >= Math.min(TRIM_EVERY, keep)) {
        untrimmed = 0
        await trim(tx, keep)
      }
      await announce(tx)
    },
    async latest() {
      return (await bounds(read, {}))[0]?.newest ?? 0
    },
    async after(since, limit) {
      const [found] = await bounds(read, {})
      const { oldest, newest } = { oldest: found?.oldest ?? 1, newest: found?.newest ?? 0 }
      if (since > newest || since < oldest - 1) return null
      return (await following(read, { since, limit })).map(recorded)
    },
    watch: (listener) => watchers.add(listener),
  }
}

/** Listeners of the feed, and whether anybody listens at all. */
export type Watchers = {
  add(listener: () => void): () => void
  call(): void
  /** Forgets every listener. */
  clear(): void
}

/** `onFirst` runs when somebody begins to watch and returns what to do when nobody does any more. */
export function makeWatchers(onFirst: () => () => void): Watchers {
  const listeners = new Set<{ call: () => void }>()
  let stop: (() => void) | undefined
  function stopIfAlone() {
    if (listeners.size > 0) return
    stop?.()
    stop = undefined
  }
  return {
    add(listener) {
      const entry = { call: listener }
      listeners.add(entry)
      stop ??= onFirst()
      return () => {
        listeners.delete(entry)
        stopIfAlone()
      }
    },
    call() {
      for (const { call } of [...listeners]) call()
    },
    clear() {
      listeners.clear()
      stopIfAlone()
    },
  }
}

type Row = {
  at: number
  kind: Change['kind']
  conversation_id: string | null
  object_id: string | null
  inbound: number
}

function row(change: Change, at: number): Row {
  return {
    at,
    kind: change.kind,
    conversation_id: change.conversationId ?? null,
    object_id: change.objectId ?? null,
    inbound: change.inbound ? 1 : 0,
  }
}

function recorded(found: Row & { seq: number }): RecordedChange {
  return {
    seq: found.seq,
    kind: found.kind,
    ...(found.conversation_id === null ? {} : { conversationId: found.conversation_id }),
    ...(found.object_id === null ? {} : { objectId: found.object_id }),
    ...(found.inbound === 1 ? { inbound: true } : {}),
  }
}

const insert = prepared<Row, unknown>((db, param) =>
  db.insertInto('changes').values({
    at: param('at'),
    kind: param('kind'),
    conversation_id: param('conversation_id'),
    object_id: param('object_id'),
    inbound: param('inbound'),
  }),
)

const following = prepared<{ since: number; limit: number }, Row & { seq: number }>((db, param) =>
  db.selectFrom('changes').selectAll().where('seq', '>', param('since')).orderBy('seq').limit(param('limit')),
)

/** Two subqueries, because SQLite answers `min` or `max` alone from the index and both together from a scan. */
const bounds = prepared<Record<never, never>, { oldest: number | null; newest: number | null }>((db) =>
  db.selectNoFrom((one) => [
    one
      .selectFrom('changes')
      .select((e) => e.fn.min('seq').as('seq'))
      .as('oldest'),
    one
      .selectFrom('changes')
      .select((e) => e.fn.max('seq').as('seq'))
      .as('newest'),
  ]),
)

async function trim(tx: Writer, keep: number): Promise<void> {
  const newest = tx.selectFrom('changes').select((e) => e.fn.max('seq').as('seq'))
  const { seq } = await newest.executeTakeFirstOrThrow()
  await tx
    .deleteFrom('changes')
    .where('seq', '<=', seq - keep)
    .execute()
}
