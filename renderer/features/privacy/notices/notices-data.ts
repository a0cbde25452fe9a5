import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { NoticeSummary } from '../../../../contract/notices.ts'
import { useStation } from '../../../client/react.tsx'

export function useVersions() {
  const { api } = useStation()
  return useQuery(api.notices.list.queryOptions())
}

export function usePurposes() {
  const { api } = useStation()
  return useQuery(api.consents.purposes.queryOptions())
}

/** Asks again for notices and consents after an act, before the change feed says so. */
export function useRenew() {
  const { api } = useStation()
  const queries = useQueryClient()
  return () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: api.notices.key() }),
      queries.invalidateQueries({ queryKey: api.consents.key() }),
    ])
}

/** An act on notices or purposes, after which they are asked for again. */
export function useAct<Input, Output>(act: (input: Input) => Promise<Output>, done: (output: Output) => void) {
  const renew = useRenew()
  return useMutation({ mutationFn: act, onSuccess: done, onSettled: renew })
}

/** The version that is shown when nobody chose one: what is being worked on, or else what is in force. */
export const firstShown = (versions: readonly NoticeSummary[]): number | undefined => versions[0]?.version
