import type { QueryClient, QueryKey } from '@tanstack/react-query'

/** Changes of one burst are asked for together. */
const burstMs = 15

export type Refresher = (keys: readonly QueryKey[]) => void

/**
 * Asks again for queries that changed. A key that changes again while it is being asked for is asked once more
 * when that answer came, so a flood of changes neither starves a list nor queues a request per change.
 */
export function refresher(queries: QueryClient): Refresher {
  const wanted = new Map<string, QueryKey>()
  const asking = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | undefined

  function flush() {
    timer = undefined
    for (const [name, key] of wanted) {
      if (asking.has(name)) continue
      wanted.delete(name)
      asking.add(name)
      const early = isFirstAsking(queries, key)
      void queries.invalidateQueries({ queryKey: key }).finally(() => {
        asking.delete(name)
        if (early) wanted.set(name, key)
        if (wanted.has(name)) schedule()
      })
    }
  }

  function schedule() {
    if (timer === undefined) timer = setTimeout(flush, burstMs)
  }

  return (keys) => {
    for (const key of keys) wanted.set(JSON.stringify(key), key)
    schedule()
  }
}

/** A first answer on its way is not asked for again by an invalidation, and may be older than the change. */
function isFirstAsking(queries: QueryClient, queryKey: QueryKey): boolean {
  return queries.isFetching({ queryKey, predicate: (query) => query.state.data === undefined }) > 0
}
