import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { BroadcastState, DeliveryState } from '../../../contract/broadcast.ts'
import type { Broadcast, BroadcastContent } from '../../../contract/broadcasts.ts'
import { useStation } from '../../client/react.tsx'
import { useToasts } from '../../ui/toasts.tsx'

/** Acknowledgements are no change of a broadcast: while one runs it is asked for again, in milliseconds. */
const askEvery = 3_000

/** Seconds in which a launch, or a pause, can be undone. */
export const undoSeconds = 10

export function useBroadcasts(state: BroadcastState | null) {
  const { api } = useStation()
  const found = useInfiniteQuery(
    api.broadcasts.list.infiniteOptions({
      input: (cursor: string | undefined) => ({
        limit: 30,
        ...(state !== null && { state }),
        ...(cursor !== undefined && { cursor }),
      }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
      placeholderData: keepPreviousData,
      refetchInterval: (query) =>
        query.state.data?.pages.some(({ items }) => items.some((one) => one.state === 'running')) ? askEvery : false,
    }),
  )
  return { ...found, broadcasts: found.data?.pages.flatMap((page) => page.items) }
}

export function useBroadcast(id: string) {
  const { api } = useStation()
  return useQuery(
    api.broadcasts.get.queryOptions({
      input: { id },
      refetchInterval: ({ state }) => (state.data?.state === 'running' ? askEvery : false),
    }),
  )
}

export function useOptions() {
  const { api } = useStation()
  return useQuery(api.broadcasts.options.queryOptions())
}

export function useDeliveries(id: string, state: DeliveryState | null, running: boolean) {
  const { api } = useStation()
  const found = useInfiniteQuery(
    api.broadcasts.deliveries.infiniteOptions({
      input: (cursor: string | undefined) => ({
        id,
        limit: 50,
        ...(state !== null && { state }),
        ...(cursor !== undefined && { cursor }),
      }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
      placeholderData: keepPreviousData,
      refetchInterval: running ? askEvery : false,
    }),
  )
  return { ...found, deliveries: found.data?.pages.flatMap((page) => page.items) }
}

/** Who would get it and until when, as it is being written. */
export function useForecast(
  plan: Pick<BroadcastContent, 'purpose' | 'audience' | 'variants' | 'scheduleAt' | 'emergency'> & {
    readonly id?: string
  },
) {
  const { api } = useStation()
  return useQuery(
    api.broadcasts.forecast.queryOptions({
      input: plan,
      enabled: plan.purpose !== '',
      placeholderData: keepPreviousData,
    }),
  )
}

export function useCheck(texts: Pick<BroadcastContent, 'variants' | 'confirmed'>) {
  const { api } = useStation()
  return useQuery(api.broadcasts.check.queryOptions({ input: texts, placeholderData: keepPreviousData }))
}

/** An act on a broadcast: says that it was done, closes what asked for it and shows the broadcast as the act left it. */
export function useAct(
  act: () => Promise<Broadcast>,
  done: string,
  then: { readonly undo?: () => Promise<Broadcast>; readonly onClose?: () => void } = {},
) {
  const keep = useKeep()
  const toasts = useToasts()
  const takeBack = (undo: () => Promise<Broadcast>) => ({
    seconds: undoSeconds,
    run: () => void undo().then(keep),
  })
  return useMutation({
    mutationFn: act,
    onSuccess: (broadcast) => {
      toasts.show({ text: done, ...(then.undo && { undo: takeBack(then.undo) }) })
      then.onClose?.()
      return keep(broadcast)
    },
  })
}

export function useKeep() {
  const { api } = useStation()
  const queries = useQueryClient()
  return (broadcast: Broadcast) => {
    queries.setQueryData(api.broadcasts.get.queryKey({ input: { id: broadcast.id } }), broadcast)
    return queries.invalidateQueries({ queryKey: api.broadcasts.key() })
  }
}

const pauseMs = 400

/** A value once nobody has changed it for a moment. */
export function useSettled<T>(value: T): T {
  const [settled, settle] = useState(value)
  const text = JSON.stringify(value)
  useEffect(() => {
    const timer = setTimeout(() => settle(JSON.parse(text) as T), pauseMs)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}
