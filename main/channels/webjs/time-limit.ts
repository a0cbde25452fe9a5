/** A call took longer than it may; nobody knows what became of it. */
export class TimeLimit extends Error {
  override readonly name = 'TimeLimit'
}

/** Rejects with `TimeLimit` after `ms` milliseconds; what comes later of `work` is ignored. */
export function within<T>(ms: number, what: string, work: Promise<T>): Promise<T> {
  let cancel: NodeJS.Timeout | undefined
  const tooLate = new Promise<never>((_, reject) => {
    cancel = setTimeout(() => reject(new TimeLimit(`${what} took longer than ${ms} ms`)), ms)
  })
  work.catch(() => undefined)
  return Promise.race([work, tooLate]).finally(() => clearTimeout(cancel))
}

export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** What may be said of an error outside the process: the library throws text as well. Never a page's content. */
export const reasonOf = (error: unknown): string =>
  (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).split('\n')[0]?.slice(0, 200) ?? ''
