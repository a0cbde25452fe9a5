/** A value that screens can follow; shaped for React's `useSyncExternalStore`. */
export type Observable<T> = {
  readonly get: () => T
  /** Calls `listener` after every change; returns how to stop. */
  readonly subscribe: (listener: () => void) => () => void
}

export type Subject<T> = Observable<T> & { readonly set: (value: T) => void }

export function subject<T>(initial: T): Subject<T> {
  let value = initial
  const listeners = new Set<() => void>()
  return {
    get: () => value,
    set: (next) => {
      if (Object.is(next, value)) return
      value = next
      for (const listener of listeners) listener()
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
