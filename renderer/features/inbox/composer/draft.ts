import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useStation } from '../../../client/react.tsx'

export type Mode = 'reply' | 'note'

/** What is being written: the answer and the note apart, so that neither becomes the other. */
export type Draft = {
  readonly mode: Mode
  readonly reply: string
  readonly note: string
  /** The newest message seen when the answer was begun; null while nothing is written. */
  readonly seenSeq: number | null
}

export const emptyDraft: Draft = { mode: 'reply', reply: '', note: '', seenSeq: null }

type Stored = { readonly text: string; readonly note: boolean; readonly seenSeq: number | null }

const toStored = (draft: Draft): Stored =>
  draft.mode === 'note' && draft.note !== ''
    ? { text: draft.note, note: true, seenSeq: draft.seenSeq }
    : { text: draft.reply, note: false, seenSeq: draft.seenSeq }

const fromStored = (stored: Stored | null): Draft => {
  if (stored === null || stored.text === '') return emptyDraft
  return stored.note
    ? { ...emptyDraft, mode: 'note', note: stored.text }
    : { ...emptyDraft, reply: stored.text, seenSeq: stored.seenSeq }
}

const restMs = 600

/** The operator's own draft as the station keeps it; undefined until it came. */
export function useStoredDraft(conversationId: string, wanted: boolean) {
  const { api } = useStation()
  const query = useQuery({ ...api.inbox.draft.queryOptions({ input: { id: conversationId } }), enabled: wanted })
  if (!wanted || query.error) return emptyDraft
  return query.data === undefined ? undefined : fromStored(query.data)
}

/** Holds the draft and keeps it at the station: shortly after the last key, and when the conversation is left. */
export function useDraft(conversationId: string, initial: Draft) {
  const { api, client } = useStation()
  const queries = useQueryClient()
  const [draft, setDraft] = useState(initial)
  const [failed, setFailed] = useState(false)
  const latest = useRef(draft)
  const saved = useRef(JSON.stringify(toStored(initial)))

  const save = useCallback(() => {
    const stored = toStored(latest.current)
    const text = JSON.stringify(stored)
    if (text === saved.current || stored.text.length > 4096) return
    saved.current = text
    queries.setQueryData(
      api.inbox.draft.queryKey({ input: { id: conversationId } }),
      stored.text === '' ? null : stored,
    )
    client.inbox.saveDraft({ id: conversationId, ...stored }).then(
      () => setFailed(false),
      () => {
        saved.current = ''
        setFailed(true)
      },
    )
  }, [api, client, queries, conversationId])

  useEffect(() => {
    latest.current = draft
    const timer = setTimeout(save, restMs)
    return () => clearTimeout(timer)
  }, [draft, save])

  useEffect(() => {
    window.addEventListener('pagehide', save)
    return () => {
      window.removeEventListener('pagehide', save)
      save()
    }
  }, [save])

  return { draft, setDraft, failed }
}
