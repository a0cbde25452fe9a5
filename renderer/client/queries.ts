import { MutationCache, onlineManager, QueryCache, QueryClient } from '@tanstack/react-query'
import type { Carrier } from './carrier.ts'
import { toProblem } from './problems.ts'

/**
 * The console's query cache. Answers stay fresh until the station says that they changed (`live.ts`); queries wait
 * while the connection is down, and writes fail at once: a write never leaves by itself minutes later.
 */
export function queryClient(
  carrier: Carrier,
  refused: (code: 'SESSION_LOCKED' | 'SIGN_IN_REQUIRED') => void,
): QueryClient {
  onlineManager.setEventListener((setOnline) =>
    carrier.connection.subscribe(() => setOnline(carrier.connection.get() !== 'reconnecting')),
  )
  const onError = (error: unknown) => {
    const { code } = toProblem(error)
    if (code === 'SESSION_LOCKED' || code === 'SIGN_IN_REQUIRED') refused(code)
  }
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: 10 * 60_000,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        retry: (count, error) => count < 4 && lostOnTheWay(error),
        retryDelay: (count) => 150 * 2 ** count,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  })
}

function lostOnTheWay(error: unknown): boolean {
  const { code } = toProblem(error)
  return code === 'DISCONNECTED' || code === 'CONNECTION_LOST'
}
