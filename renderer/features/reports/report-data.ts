import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Report, ReportState } from '../../../contract/reports.ts'
import { useStation } from '../../client/react.tsx'

/** What somebody looks for; the empty text is everything. */
export type Sought = { readonly q: string; readonly department: string | null }

/** Reports of one state, or of all, the newest first; more on demand. */
export function useReports(sought: Sought, state: ReportState | null) {
  const { api } = useStation()
  const found = useInfiniteQuery(
    api.reports.list.infiniteOptions({
      input: (cursor: string | undefined) => ({
        limit: 50,
        ...(state !== null && { state }),
        ...(sought.department !== null && { department: sought.department }),
        ...(sought.q.trim() !== '' && { q: sought.q.trim() }),
        ...(cursor !== undefined && { cursor }),
      }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
      placeholderData: keepPreviousData,
    }),
  )
  return { ...found, reports: found.data?.pages.flatMap((page) => page.items) }
}

export function useDepartments(): readonly string[] {
  const { api } = useStation()
  return useQuery(api.reports.departments.queryOptions()).data ?? []
}

/** Shows a report as an act left it, before the change feed says so. */
export function useKeep() {
  const { api } = useStation()
  const queries = useQueryClient()
  return (report: Report) => {
    queries.setQueryData(api.reports.get.queryKey({ input: { id: report.id } }), report)
    return queries.invalidateQueries({ queryKey: api.reports.key() })
  }
}
