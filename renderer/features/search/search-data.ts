import { keepPreviousData, skipToken, useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useStation } from '../../client/react.tsx'
import type { Filters } from './filters.ts'
import { isSearchable } from './rules.ts'

const typingRestMs = 80
const pageSize = 40

/** What was written, once the fingers rested. */
export function useRested(text: string): string {
  const [rested, setRested] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), typingRestMs)
    return () => clearTimeout(timer)
  }, [text])
  return rested
}

/** Results newest first, page by page; the ones before stay until the new ones came. */
export function useSearch(query: string, filters: Filters) {
  const { api } = useStation()
  const wanted = isSearchable(query) && !filters.backwards
  const { direction, from, to } = filters
  return useInfiniteQuery(
    api.inbox.search.infiniteOptions({
      input: wanted
        ? (cursor: string | undefined) => ({
            q: query.trim(),
            limit: pageSize,
            ...(cursor !== undefined && { cursor }),
            ...(direction !== null && { direction }),
            ...(from !== null && { from }),
            ...(to !== null && { to }),
          })
        : skipToken,
      initialPageParam: undefined,
      getNextPageParam: (last) => last.nextCursor ?? undefined,
      placeholderData: keepPreviousData,
      gcTime: 60_000,
      staleTime: 0,
    }),
  )
}
