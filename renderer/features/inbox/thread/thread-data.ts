import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { Message } from '../../../../contract/inbox.ts'
import { useStation } from '../../../client/react.tsx'
import { type Thread, withMessage, withNewest, withOlder } from './rules.ts'

const firstPage = 50
const longestPage = 200

/** The messages of a conversation. A change renews the newest (at most 200); older ones come on demand. */
export function useThread(id: string) {
  const { api, client } = useStation()
  const queries = useQueryClient()
  const queryKey = api.inbox.messages.key({ type: 'query', input: { id } })

  const query = useQuery({
    queryKey,
    queryFn: async ({ signal }): Promise<Thread> => {
      const loaded = queries.getQueryData<Thread>(queryKey)
      const limit = Math.min(longestPage, Math.max(firstPage, loaded?.messages.length ?? 0))
      const page = await client.inbox.messages({ id, limit }, { signal })
      return withNewest(queries.getQueryData<Thread>(queryKey), page)
    },
  })

  const older = useMutation({
    mutationFn: async (cursor: string) => {
      const page = await client.inbox.messages({ id, limit: longestPage, cursor })
      queries.setQueryData<Thread>(queryKey, (thread) => (thread?.older === cursor ? withOlder(thread, page) : thread))
    },
  })
  const cursor = query.data?.older ?? null
  const { mutate, isPending, isError } = older
  const loadOlder = useCallback(() => {
    if (cursor !== null && !isPending) mutate(cursor)
  }, [cursor, isPending, mutate])

  return {
    thread: query.data,
    error: query.error,
    retry: () => void query.refetch(),
    loadOlder,
    loadingOlder: isPending,
    olderFailed: isError ? older.error : null,
  }
}

/** Puts a message an act of ours changed into the thread on screen, before the change feed tells. */
export function useThreadPatch() {
  const { api } = useStation()
  const queries = useQueryClient()
  return {
    renew: (message: Message) => {
      const queryKey = api.inbox.messages.key({ type: 'query', input: { id: message.conversationId } })
      queries.setQueryData<Thread>(queryKey, (thread) => thread && withMessage(thread, message))
    },
    add: (message: Message) => {
      const queryKey = api.inbox.messages.key({ type: 'query', input: { id: message.conversationId } })
      queries.setQueryData<Thread>(queryKey, (thread) => {
        if (!thread || thread.messages.some((item) => item.id === message.id)) return thread
        return { ...thread, messages: [...thread.messages, message] }
      })
    },
  }
}
