import type { LedgerResult, LedgerState } from '../../../contract/ledger.ts'
import { type AuditTrail, actorOf, type Operator, systemActor } from '../../operators/actor.ts'
import type { Clock } from '../../station/needs.ts'
import type { Store } from '../../store/store.ts'
import { lastCheck, saveCheck } from './queries.ts'
import { type VerifyOptions, verifyLedger } from './verify.ts'

type Needs = { readonly store: Store; readonly clock: Pick<Clock, 'now'>; readonly audit: AuditTrail }

const alarmOf = (result: LedgerResult | undefined): string | null =>
  result && !result.ok ? `${result.seq} ${result.fault}` : null

export type LedgerWatch = ReturnType<typeof ledgerWatch>

/** Verifies the ledger and remembers what came of it. A broken one is said aloud and left as it is. */
export function ledgerWatch({ store, clock, audit }: Needs) {
  let running: Promise<LedgerResult> | null = null
  let reached: LedgerState['running'] = null
  const stopping = new AbortController()

  const last = async (): Promise<LedgerState['lastCheck']> => {
    const [row] = await lastCheck(store.read, {})
    return row ? { at: row.at, result: JSON.parse(row.result_json) } : null
  }

  const remember = async (result: LedgerResult): Promise<void> => {
    const before = alarmOf((await last())?.result)
    const alarm = alarmOf(result)
    await store.transaction(async (tx) => {
      await saveCheck(tx, { at: clock.now(), result: JSON.stringify(result) })
      if (alarm === before) return
      const entry = alarm
        ? ({ action: 'ledger.broken', result: 'failed', detail: alarm } as const)
        : ({ action: 'ledger.whole', result: 'ok' } as const)
      await audit.record(tx, { actor: systemActor, ...entry })
      await store.changes.note(tx, [{ kind: 'privacy' }])
    })
  }

  const verify = (options: VerifyOptions): Promise<LedgerResult> =>
    verifyLedger(store.read, {
      signal: options.signal ? AbortSignal.any([options.signal, stopping.signal]) : stopping.signal,
      progress(checked, of) {
        reached = { checked, of }
        options.progress?.(checked, of)
      },
    })

  const run = async (): Promise<LedgerResult> => {
    try {
      const result = await verify({})
      await remember(result)
      return result
    } finally {
      running = null
      reached = null
    }
  }

  /** One at a time: whoever asks while one runs waits for a later one, for what is written now must be in it. */
  const check = async (): Promise<LedgerResult> => {
    await running?.catch(() => undefined)
    running ??= run()
    return running
  }

  return {
    check,
    last,
    reached: () => reached,

    /** Begins one unless it runs, and does not wait; `failed` hears why it could not be done. */
    begin(failed: (error: unknown) => void): void {
      reached ??= { checked: 0, of: 0 }
      running ??= run()
      running.catch((error: unknown) => {
        if (!stopping.signal.aborted) failed(error)
      })
    },

    /** What an operator asks for is in the audit trail. */
    recordAsked: (operator: Operator): Promise<void> =>
      store.transaction((tx) => audit.record(tx, { actor: actorOf(operator), action: 'ledger.verify', result: 'ok' })),

    /** Ends what runs; the rest of the ledger stays unread. */
    async stop(): Promise<void> {
      stopping.abort()
      await running?.catch(() => undefined)
    },
  }
}
