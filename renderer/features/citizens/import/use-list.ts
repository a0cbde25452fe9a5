import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { CitizenImport, ImportLook } from '../../../../contract/citizens.ts'
import { useStation } from '../../../client/react.tsx'
import { piecesOf } from '../rules.ts'

/** Bytes of one piece, as the station takes them. */
const piece = 1024 * 1024
const lookEvery = 500

export type SentList = { readonly id: string; readonly look: ImportLook }

/** Sends a file piece by piece and asks how it seems to be written. */
export function useSending() {
  const { client } = useStation()
  const [progress, setProgress] = useState(0)
  const sending = useMutation({
    mutationFn: async (file: File): Promise<SentList> => {
      setProgress(0)
      const { id } = await client.citizens.beginImport({ fileName: file.name, bytes: file.size })
      for (const [position, { from, to }] of piecesOf(file.size, piece).entries()) {
        const part = new File([file.slice(from, to)], 'piece')
        await client.citizens.sendPiece({ id, position, file: part })
        setProgress(to / file.size)
      }
      return { id, look: await client.citizens.lookAtImport({ id }) }
    },
  })
  return { ...sending, progress }
}

const works = (found: CitizenImport | undefined) => found?.state === 'checking' || found?.state === 'importing'

/** How far an import is, asked again while the station works on it. */
export function useImport(id: string) {
  const { api } = useStation()
  return useQuery(
    api.citizens.import.queryOptions({
      input: { id },
      refetchInterval: ({ state }) => (works(state.data) ? lookEvery : false),
    }),
  )
}

/** A step of an import, whose answer is shown at once. */
export function useStep<Input>(step: (input: Input) => Promise<CitizenImport>) {
  const { api } = useStation()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: step,
    onSuccess: (found) => {
      queries.setQueryData(api.citizens.import.queryKey({ input: { id: found.id } }), found)
    },
  })
}
