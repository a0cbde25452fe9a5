import { skipToken, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Conversation, View } from '../../../../contract/inbox.ts'
import { useStation } from '../../../client/react.tsx'
import { type HeldList, hold, type Loaded, withHead, withMore } from './rules.ts'

const firstPage = 60
const longestPage = 200

/** The conversations of a view, grown page by page. A change renews the head (at most 200 rows) and keeps the rest. */
export function useQueue(view: View) {
  const { api, client } = useStation()
  const queries = useQueryClient()
  const queryKey = api.inbox.list.key({ type: 'query', input: { view } })

  const query = useQuery({
    queryKey,
    queryFn: async ({ signal }): Promise<Loaded> => {
      const loaded = queries.getQueryData<Loaded>(queryKey)
      const limit = Math.min(longestPage, Math.max(firstPage, loaded?.items.length ?? 0))
      const head = await client.inbox.list({ view, limit }, { signal })
      return withHead(queries.getQueryData<Loaded>(queryKey), head)
    },
  })

  const cursor = query.data?.nextCursor ?? null
  const more = useMutation({
    mutationFn: async (after: string) => {
      const page = await client.inbox.list({ view, limit: longestPage, cursor: after })
      queries.setQueryData<Loaded>(queryKey, (loaded) =>
        loaded?.nextCursor === after ? withMore(loaded, page) : loaded,
      )
    },
  })
  const { mutate, isPending, isError } = more
  const loadMore = useCallback(() => {
    if (cursor !== null && !isPending && !isError) mutate(cursor)
  }, [cursor, isPending, isError, mutate])

  return {
    loaded: query.data,
    error: query.error,
    retry: query.refetch,
    loadMore,
    moreError: more.error,
    retryMore: () => cursor !== null && mutate(cursor),
  }
}

const none: readonly Conversation[] = []

/** The list as it may be shown: its order stands while somebody is on it (`busy`), until they ask for the rest. */
export function useHeldList(
  fresh: readonly Conversation[] | undefined,
  busy: boolean,
): HeldList & { show: () => void } {
  const items = fresh ?? none
  const [base, setBase] = useState(items)
  if (!busy && base !== items) setBase(items)
  const held = useMemo(() => hold(base, items), [base, items])
  return { ...held, show: () => setBase(items) }
}

const pointerRestMs = 5000

/** Whether somebody works on a list: the focus is inside, or the pointer moved over it in the last seconds. */
export function useBusy() {
  const [focused, setFocused] = useState(false)
  const [pointed, setPointed] = useState(false)
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(rest.current), [])
  const point = () => {
    setPointed(true)
    clearTimeout(rest.current)
    rest.current = setTimeout(() => setPointed(false), pointerRestMs)
  }
  return {
    busy: focused || pointed,
    handlers: {
      onFocus: () => setFocused(true),
      onBlur: () => setFocused(false),
      onPointerMove: point,
      onPointerLeave: () => setPointed(false),
    },
  }
}

/** The conversation on screen. Waits for an id. */
export function useConversation(id: string | null) {
  const { api } = useStation()
  return useQuery(api.inbox.get.queryOptions({ input: id === null ? skipToken : { id } }))
}
