import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useStation } from '../../../client/react.tsx'
import { useToasts } from '../../../ui/toasts.tsx'

/** Puts two merged records back. */
export function useUndoMerge() {
  const { t } = useTranslation('citizens')
  const { api, client } = useStation()
  const queries = useQueryClient()
  const toasts = useToasts()
  return useMutation({
    mutationFn: (mergeId: string) => client.citizens.undoMerge({ id: mergeId }),
    onSuccess: () => {
      toasts.show({ text: t('merge.undone') })
      void queries.invalidateQueries({ queryKey: api.citizens.key() })
    },
  })
}
