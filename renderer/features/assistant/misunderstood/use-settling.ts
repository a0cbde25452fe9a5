import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Misunderstood } from '../../../../contract/intents.ts'
import { useStation } from '../../../client/react.tsx'
import { useTeach } from '../../../ui/teach-dialog.tsx'
import { useToasts } from '../../../ui/toasts.tsx'

/** Seconds during which an entry that was put aside can still come back; only then the station is told. */
const secondThoughts = 5

export type Settling = {
  /** Entries that are done with on this screen. */
  readonly settled: ReadonlySet<string>
  readonly teach: (item: Misunderstood, intent: string) => void
  readonly dismiss: (item: Misunderstood) => void
  readonly error: unknown
}

/** Teaches an entry or puts it aside: it leaves the list at once, and comes back if the station refuses. */
export function useSettling(): Settling {
  const { t } = useTranslation('assistant')
  const { api, client } = useStation()
  const queries = useQueryClient()
  const toasts = useToasts()
  const [settled, setSettled] = useState<ReadonlySet<string>>(new Set())
  const settle = (id: string) => setSettled((before) => new Set([...before, id]))
  const restore = (id: string) => setSettled((before) => new Set([...before].filter((one) => one !== id)))
  const lesson = useTeach()
  const aside = useMutation({
    mutationFn: (id: string) => client.intents.dismiss({ id }),
    onError: (_, id) => restore(id),
    onSuccess: () => queries.invalidateQueries({ queryKey: api.intents.misunderstood.key() }),
  })
  return {
    settled,
    error: lesson.error ?? aside.error,
    teach: ({ id, text }, intent) => {
      settle(id)
      lesson.mutate({ intent, text: text.slice(0, 400), misunderstoodId: id }, { onError: () => restore(id) })
    },
    dismiss: ({ id }) => {
      settle(id)
      const timer = setTimeout(() => aside.mutate(id), secondThoughts * 1000)
      toasts.show({
        text: t('misunderstood.dismissed'),
        undo: {
          seconds: secondThoughts,
          run: () => {
            clearTimeout(timer)
            restore(id)
          },
        },
      })
    },
  }
}
