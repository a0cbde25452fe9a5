import type { Clock } from '../../station/needs.ts'
import type { CallFailure } from './protocol.ts'

/** Why a call has no answer; `unknown` says that nobody knows what became of it. */
export class CallFailed extends Error {
  override readonly name = 'CallFailed'
  readonly failure: CallFailure

  constructor(failure: CallFailure) {
    super(failure.kind === 'unknown' ? failure.reason : failure.kind)
    this.failure = failure
  }
}

type Pending = { readonly resolve: (value: unknown) => void; readonly reject: (error: CallFailed) => void }

const unknown = (reason: string) => new CallFailed({ kind: 'unknown', reason })

/** Questions to the child and their answers; each is settled once. */
export function pendingCalls(clock: Clock) {
  const pending = new Map<number, Pending>()
  let last = 0

  const take = (id: number) => {
    const call = pending.get(id)
    pending.delete(id)
    return call
  }

  return {
    underway: () => pending.size,
    /** Rejects with `CallFailed`; after `limitMs` without an answer `tooLate` is called. */
    ask(limitMs: number, post: (id: number) => void, tooLate: () => void): Promise<unknown> {
      last += 1
      const id = last
      const answer = Promise.withResolvers<unknown>()
      const cancel = clock.after(limitMs, () => {
        if (!take(id)) return
        tooLate()
        answer.reject(unknown('no answer'))
      })
      pending.set(id, { resolve: answer.resolve, reject: answer.reject })
      post(id)
      return answer.promise.finally(cancel)
    },
    answered: (id: number, value: unknown) => take(id)?.resolve(value),
    refused: (id: number, failure: CallFailure) => take(id)?.reject(new CallFailed(failure)),
    failAll(reason: string): void {
      for (const id of [...pending.keys()]) take(id)?.reject(unknown(reason))
    },
  }
}
