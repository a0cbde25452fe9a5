import { useQueryClient } from '@tanstack/react-query'
import type { CitizenCard } from '../../../../contract/citizens.ts'
import { useStation } from '../../../client/react.tsx'

/** Shows a card as an act left it, before the change feed says so. */
export function useKeepCard() {
  const { api } = useStation()
  const queries = useQueryClient()
  return (card: CitizenCard) => {
    queries.setQueryData(api.citizens.get.queryKey({ input: { id: card.id } }), card)
    return queries.invalidateQueries({ queryKey: api.citizens.list.key() })
  }
}
