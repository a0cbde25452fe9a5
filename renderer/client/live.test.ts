import { createORPCClient } from '@orpc/client'
import { createTanstackQueryUtils } from '@orpc/tanstack-query'
import { QueryClient, type QueryKey } from '@tanstack/react-query'
import { expect, it } from 'vitest'
import { staleAfter } from './live.ts'
import type { Api, Client } from './station.ts'

const client: Client = createORPCClient({ call: () => Promise.reject(new Error('nothing is called here')) })
const api: Api = createTanstackQueryUtils(client)

function staleQueries(event: Parameters<typeof staleAfter>[1]): readonly string[] {
  const queries = new QueryClient()
  const known = {
    'list unanswered': api.inbox.list.queryKey({ input: { view: 'unanswered' } }),
    'list mine, paged': api.inbox.list.infiniteKey({ input: () => ({ view: 'mine' }), initialPageParam: null }),
    counts: api.inbox.counts.queryKey(),
    'conversation 1': api.inbox.get.queryKey({ input: { id: '1' } }),
    'conversation 2': api.inbox.get.queryKey({ input: { id: '2' } }),
    'thread 1': api.inbox.messages.queryKey({ input: { id: '1' } }),
    'thread 1, paged': api.inbox.messages.infiniteKey({ input: () => ({ id: '1' }), initialPageParam: null }),
    'thread 2': api.inbox.messages.queryKey({ input: { id: '2' } }),
    'draft 1': api.inbox.draft.queryKey({ input: { id: '1' } }),
    lines: api.lines.list.queryKey(),
    town: api.settings.town.queryKey(),
    operators: api.operators.list.queryKey(),
    flows: api.assistant.flows.queryKey(),
  }
  const keys: readonly QueryKey[] = Object.values(known)
  for (const key of keys) queries.setQueryData(key, {})
  for (const key of staleAfter(api, event)) void queries.invalidateQueries({ queryKey: key })
  return Object.entries(known).flatMap(([name, key]) => (queries.getQueryState(key)?.isInvalidated ? [name] : []))
}

it('asks again for a thread, its conversation, the lists and the counts when a message changed', () => {
  const message = { kind: 'message', seq: 1, conversationId: '1', messageId: 'm', inbound: true } as const
  expect(staleQueries(message)).toEqual([
    ...['list unanswered', 'list mine, paged', 'counts', 'conversation 1', 'thread 1', 'thread 1, paged', 'lines'],
  ])
})

it('leaves threads alone when only a conversation changed', () => {
  expect(staleQueries({ kind: 'conversation', seq: 1, conversationId: '2' })).toEqual([
    ...['list unanswered', 'list mine, paged', 'counts', 'conversation 2'],
  ])
})

it('asks only for the flows when something of the assistant changed', () => {
  expect(staleQueries({ kind: 'assistant', seq: 1 })).toEqual(['flows'])
})

it('asks only for the settings when settings changed, and for everything after a reset', () => {
  expect(staleQueries({ kind: 'settings', seq: 1 })).toEqual(['town'])
  expect(staleQueries({ kind: 'reset', seq: 1 })).toHaveLength(13)
})
