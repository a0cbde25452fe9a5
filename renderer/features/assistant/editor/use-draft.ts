import { useMutation } from '@tanstack/react-query'
import { useCallback, useEffect, useReducer, useRef } from 'react'
import { problemData } from '../../../client/problems.ts'
import { useStation } from '../../../client/react.tsx'
import { begin, type DraftState, isNews, isUnsaved, next, type Saved } from '../flow/draft-state.ts'
import type { Files } from '../flow/model.ts'

/** A pause in writing after which the draft is saved. */
const pauseMs = 700

export type Draft = {
  readonly state: DraftState
  readonly unsaved: boolean
  readonly saving: boolean
  /** Somebody else saved or published meanwhile. */
  readonly moved: boolean
  readonly edit: (change: (files: Files) => Files, tag?: string) => void
  readonly undo: () => void
  readonly redo: () => void
  /** Saves now what is not saved; the revision afterwards, null when there is no draft. Throws what the station refused. */
  readonly flush: () => Promise<number | null>
  readonly adopt: (saved: Saved) => void
  readonly insist: (saved: Saved) => void
}

/** A flow being edited: saved in every pause, and when one leaves. */
export function useDraft(name: string, loaded: Saved): Draft {
  const { client } = useStation()
  const [state, send] = useReducer(next, loaded, begin)
  const latest = useRef(state)
  useEffect(() => {
    latest.current = state
  })
  const save = useMutation({
    mutationFn: () => {
      const { files, saved } = latest.current
      return client.assistant.saveDraft({ name, files, basedOn: saved.basedOn, revision: saved.revision })
    },
    onMutate: () => send({ kind: 'leaving' }),
    onSuccess: ({ draft, faults }) => send({ kind: 'kept', draft, faults }),
    onError: (error) => send({ kind: 'failed', error }),
  })
  const { mutate, mutateAsync, isPending } = save
  const unsaved = isUnsaved(state)
  const { files, failure } = state

  // biome-ignore lint/correctness/useExhaustiveDependencies: every edit begins the pause anew
  useEffect(() => {
    if (!unsaved || isPending || failure !== null) return
    const timer = setTimeout(() => mutate(), pauseMs)
    return () => clearTimeout(timer)
  }, [files, unsaved, isPending, failure, mutate])

  useEffect(() => {
    if (isNews(latest.current, loaded)) send({ kind: 'adopted', saved: loaded })
  }, [loaded])

  useEffect(() => {
    return () => {
      const { files, saved, leaving } = latest.current
      if (files === saved.files || leaving !== null) return
      void client.assistant
        .saveDraft({ name, files, basedOn: saved.basedOn, revision: saved.revision })
        .catch(() => undefined)
    }
  }, [client, name])

  return {
    state,
    unsaved,
    saving: isPending,
    moved: problemData(failure, 'FLOW_MOVED') !== undefined,
    edit: useCallback((change, tag) => {
      send({ kind: 'edited', files: change(latest.current.files), tag: tag ?? null })
    }, []),
    undo: useCallback(() => send({ kind: 'undone' }), []),
    redo: useCallback(() => send({ kind: 'redone' }), []),
    flush: async () => {
      if (!isUnsaved(latest.current)) return latest.current.saved.revision
      return (await mutateAsync()).draft.revision
    },
    adopt: useCallback((saved) => send({ kind: 'adopted', saved }), []),
    insist: useCallback((saved) => send({ kind: 'insisted', saved }), []),
  }
}
