import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query'
import { navigate } from 'wouter/use-hash-location'
import type { Me } from '../../contract/session.ts'
import { useStation } from '../client/react.tsx'
import type { Api } from '../client/station.ts'

/** Puts `me` in the place of whoever was there; what the other had read is forgotten. */
export function enter(queries: QueryClient, api: Api, me: Me): void {
  const key = api.session.me.queryKey()
  const [name] = api.session.me.key()
  queries.removeQueries({ predicate: (query) => !(isSetup(query.queryKey) || sameName(query.queryKey[0], name)) })
  queries.setQueryData(key, me)
  void queries.invalidateQueries({ queryKey: api.setup.key() })
}

const isSetup = (key: readonly unknown[]) => Array.isArray(key[0]) && key[0][0] === 'setup'
const sameName = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)

/** Marks the session as locked here; the station already refuses everything else. */
export function showLocked(queries: QueryClient, api: Api): void {
  queries.setQueryData(api.session.me.queryKey(), (me) => (me ? { ...me, locked: true } : me))
}

export function useLock(): () => void {
  const { api, client } = useStation()
  const queries = useQueryClient()
  return () => {
    showLocked(queries, api)
    void client.session.lock().catch(() => undefined)
  }
}

export function useSignOut() {
  const { api, client } = useStation()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () => client.session.signOut(),
    onSettled: () => forget(queries, api),
  })
}

/** Leaves the practice town: the three choices again. */
export function useLeave() {
  const { api, client } = useStation()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () => client.setup.leave(),
    onSuccess: async (status) => {
      queries.setQueryData(api.setup.status.queryKey(), status)
      await forget(queries, api)
    },
  })
}

async function forget(queries: QueryClient, api: Api): Promise<void> {
  navigate('/', { replace: true })
  queries.removeQueries({ predicate: (query) => !isSetup(query.queryKey) && !query.isActive() })
  await queries.resetQueries({ queryKey: api.session.me.key() })
}
