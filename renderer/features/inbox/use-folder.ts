import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useStation } from '../../client/react.tsx'
import { useToasts } from '../../ui/toasts.tsx'

type Act =
  | { readonly kind: 'put'; readonly messageId?: string }
  | { readonly kind: 'takeOut'; readonly reason: string; readonly messageId?: string }
  | { readonly kind: 'hold'; readonly reason: string }

/** The reserved folder and what holds a conversation: acts after which it is asked for again. */
export function useFolder(id: string, done: () => void) {
  const { api, client } = useStation()
  const queries = useQueryClient()
  const toasts = useToasts()
  const { t } = useTranslation('inbox')
  const { mutate, isPending, error } = useMutation({
    mutationFn: async (act: Act) => {
      switch (act.kind) {
        case 'put':
          return client.retention.reserve({ id, ...(act.messageId && { messageId: act.messageId }) })
        case 'takeOut':
          return client.retention.unreserve({
            id,
            reason: act.reason,
            ...(act.messageId && { messageId: act.messageId }),
          })
        case 'hold':
          return client.retention.hold({ id, reason: act.reason })
      }
    },
    onSuccess: (_, act) => {
      toasts.show({ text: t(`folder.${act.kind}Done`) })
      done()
    },
    onSettled: () => queries.invalidateQueries({ queryKey: api.inbox.key() }),
  })
  return {
    busy: isPending,
    error,
    put: (messageId?: string) => mutate({ kind: 'put', ...(messageId && { messageId }) }),
    takeOut: (reason: string, messageId?: string) =>
      mutate({ kind: 'takeOut', reason, ...(messageId && { messageId }) }),
    hold: (reason: string) => mutate({ kind: 'hold', reason }),
  }
}
