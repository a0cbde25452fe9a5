import { AsyncLocalStorage } from 'node:async_hooks'

/** Runs pieces of work one after the other, in the order they were asked for. */
export interface Queue {
  /** Refuses work asked for from inside running work: it would wait for itself. */
  run<T>(work: () => Promise<T>): Promise<T>
  /** Refuses later work, waits until everything asked for so far has ended and then runs `work`, once. */
  close(work: () => Promise<void> | void): Promise<void>
}

export function makeQueue(): Queue {
  const inside = new AsyncLocalStorage<{ running: boolean }>()
  let last: Promise<unknown> = Promise.resolve()
  let closed: Promise<void> | undefined
  return {
    run(work) {
      if (closed) return Promise.reject(new Error('The store is closed'))
      if (inside.getStore()?.running) return Promise.reject(new Error('A transaction was started inside another'))
      const turn = { running: true }
      const result = last.then(() => inside.run(turn, work))
      last = result.then(end, end)
      function end() {
        turn.running = false
      }
      return result
    },
    close(work) {
      closed ??= last.then(work)
      return closed
    },
  }
}
