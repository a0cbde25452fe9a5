import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import type { RightsKind, RightsRequest } from '../../../../contract/rights.ts'
import { useStation } from '../../../client/react.tsx'

export type Sought = { readonly scope: 'open' | 'closed'; readonly kind: RightsKind | null }

/** Requests, the most pressing first; more on demand. */
export function useRequests({ scope, kind }: Sought) {
  const { api } = useStation()
  const found = useInfiniteQuery(
    api.rights.list.infiniteOptions({
      input: (cursor: string | undefined) => ({
        limit: 50,
        scope,
        ...(kind !== null && { kind }),
        ...(cursor !== undefined && { cursor }),
      }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
      placeholderData: keepPreviousData,
    }),
  )
  return { ...found, requests: found.data?.pages.flatMap((page) => page.items) }
}

/** Shows a request as an act left it, before the change feed says so. */
export function useKeep() {
  const { api } = useStation()
  const queries = useQueryClient()
  return (request: RightsRequest) => {
    queries.setQueryData(api.rights.get.queryKey({ input: { id: request.id } }), request)
    return queries.invalidateQueries({ queryKey: api.rights.key() })
  }
}
