import type { Clock } from '../../station/needs.ts'
import type { Store, Writer } from '../../store/store.ts'

type Job<T> = (tx: Writer) => Promise<T>
type Waiting = {
  readonly job: Job<unknown>
  readonly done: (value: unknown) => void
  readonly failed: (error: unknown) => void
}

/** How long work that nobody waits for may wait for a transaction to ride along with, in milliseconds. */
const IDLE = 150

/**
 * Writes the far side, in the order asked for. What is asked for while a transaction runs shares the next one, so a
 * thousand citizens at once cost a few transactions.
 */
export interface Ledger {
  /** Resolves when the work is committed. */
  write<T>(job: Job<T>): Promise<T>
  /** Committed soon; lost in a crash, so only for what a restart finds out again. */
  writeLater(job: Job<unknown>): void
  /** Resolves when everything asked for so far is committed or has failed. */
  flush(): Promise<void>
}

export function ledger(needs: {
  readonly store: Store
  readonly clock: Clock
  readonly onRollback: () => Promise<void>
}): Ledger {
  const { store, clock, onRollback } = needs
  let waiting: Waiting[] = []
  const idle: Job<unknown>[] = []
  let running: Promise<void> | null = null
  let cancelIdle: (() => void) | null = null

  const takeIdle = () => {
    cancelIdle?.()
    cancelIdle = null
    return idle.splice(0)
  }

  const together = async (batch: readonly Waiting[], riders: readonly Job<unknown>[]) => {
    const results = await store.transaction(async (tx) => {
      for (const rider of riders) await rider(tx)
      const values: unknown[] = []
      for (const { job } of batch) values.push(await job(tx))
      return values
    })
    for (const [index, { done }] of batch.entries()) done(results[index])
  }

  /** One piece of work that fails must not take the others with it. */
  const oneByOne = async (batch: readonly Waiting[]) => {
    for (const one of batch)
      await together([one], []).catch(async (error) => {
        await onRollback().catch(() => undefined)
        one.failed(error)
      })
  }

  const drain = async () => {
    while (waiting.length > 0 || idle.length > 0) {
      const [batch, riders] = [waiting, takeIdle()]
      waiting = []
      await together(batch, riders).catch(async () => {
        await onRollback().catch(() => undefined)
        await oneByOne(batch)
      })
    }
    running = null
  }

  const start = () => {
    running ??= Promise.resolve().then(drain)
    return running
  }

  return {
    write<T>(job: Job<T>): Promise<T> {
      return new Promise<T>((done, failed) => {
        waiting.push({ job, done: (value) => done(value as T), failed })
        void start()
      })
    },
    writeLater(job) {
      idle.push(job)
      cancelIdle ??= clock.after(IDLE, () => void start())
    },
    async flush() {
      while (running || idle.length > 0) await start()
    },
  }
}
