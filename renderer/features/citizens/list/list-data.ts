import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useDeferredValue } from 'react'
import type { CitizenFilters } from '../../../../contract/citizens.ts'
import { useStation } from '../../../client/react.tsx'

const perPage = 200

/** Citizens by name, grown page by page. */
export function useCitizens(wanted: CitizenFilters) {
  const { api } = useStation()
  const filters = useDeferredValue(wanted)
  const found = useInfiniteQuery(
    api.citizens.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ ...filters, limit: perPage, ...(cursor !== undefined && { cursor }) }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
      placeholderData: keepPreviousData,
    }),
  )
  const count = useQuery(api.citizens.count.queryOptions({ input: filters, placeholderData: keepPreviousData }))
  return { ...found, citizens: found.data?.pages.flatMap((page) => page.items), count: count.data?.count }
}

export function useFacets() {
  const { api } = useStation()
  return useQuery(api.citizens.facets.queryOptions()).data ?? { neighbourhoods: [], tags: [], purposes: [] }
}
