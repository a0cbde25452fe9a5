import type { Line, LineState } from '../../contract/line.ts'
import { type AuditEntry, type AuditTrail, actorOf, type Operator, systemActor } from '../operators/actor.ts'
import type { Clock, NewId } from '../station/needs.ts'
import type { Store, Writer } from '../store/store.ts'
import type { LinkSigns } from './needs.ts'
import { insertLine, type LineRow, selectLines, updateLineState } from './queries.ts'

/** The outbox, seen from the line's page. */
export interface OutboxCounts {
  counts(lineId: string, since: number): Promise<Partial<Record<string, number>>>
}

/** What the channel can do, and what scans the files that arrive. */
export type LineAbilities = { readonly capabilities: readonly string[]; readonly scanner: string | null }

/** What is written down of an act on the link. */
export type LineAct = {
  readonly action: 'line.link' | 'line.unlink' | 'line.reconcile' | 'line.compared' | 'line.lift_restriction'
  readonly result?: AuditEntry['result']
  readonly detail?: string
}

/** The numbers the town hall writes from, and how each is doing. */
export function lines(needs: {
  readonly store: Store
  readonly clock: Clock
  readonly newId: NewId
  readonly outbox: OutboxCounts
  readonly audit: AuditTrail
  /** What protects the line hears of its states, in the transaction that writes them down. */
  readonly noteState?: (tx: Writer, line: LineRow, state: LineState, link: LinkSigns | null) => Promise<void>
}) {
  const { store, clock, newId, outbox, audit } = needs

  return {
    /** The first line of the store, made at first start. */
    async ensure(line: { name: string; channel: LineRow['channel'] }): Promise<LineRow> {
      return store.transaction(async (tx) => {
        const [existing] = await selectLines(tx)
        if (existing) return existing
        const now = clock.now()
        const row: LineRow = { id: newId(), ...line, phone: null, state: 'unlinked', since: now, created_at: now }
        await insertLine(tx, row)
        return row
      })
    },

    /** `link`: what the link to the phone says of itself, where there is one. */
    async setState(id: string, state: LineState, link: LinkSigns | null = null): Promise<void> {
      await store.transaction(async (tx) => {
        const row = (await selectLines(tx)).find((line) => line.id === id)
        if (!row || row.state === state) return
        await updateLineState(tx, id, state, clock.now())
        await needs.noteState?.(tx, row, state, link)
        await store.changes.note(tx, [{ kind: 'line', objectId: id }])
      })
    },

    /** The link to the phone changed: consoles ask again. */
    noteLink: (id: string): Promise<void> =>
      store.transaction((tx) => store.changes.note(tx, [{ kind: 'line', objectId: id }])),

    /** Who did what to the link; null for the program itself. */
    recordAct: (operator: Operator | null, id: string, act: LineAct): Promise<void> =>
      store.transaction((tx) =>
        audit.record(tx, {
          result: 'ok',
          ...act,
          actor: operator ? actorOf(operator) : systemActor,
          object: { kind: 'line', id },
        }),
      ),

    /** Every line with what it can do and what waits to leave; `dayStart` is the town's midnight, epoch milliseconds. */
    async list(can: LineAbilities, dayStart: number): Promise<Line[]> {
      const rows = await selectLines(store.read)
      return Promise.all(
        rows.map(async (row) => {
          const counts = await outbox.counts(row.id, dayStart)
          const of = (...states: string[]) => states.reduce((sum, state) => sum + (counts[state] ?? 0), 0)
          return {
            id: row.id,
            name: row.name,
            channel: row.channel,
            phone: row.phone,
            state: row.state as LineState,
            since: row.since,
            capabilities: [...can.capabilities],
            scanner: can.scanner,
            outbox: {
              queued: of('queued'),
              sending: of('sending'),
              check: of('check'),
              failedToday: of('failed'),
              sentToday: of('accepted', 'delivered', 'read'),
            },
          }
        }),
      )
    },
  }
}

export type Lines = ReturnType<typeof lines>
