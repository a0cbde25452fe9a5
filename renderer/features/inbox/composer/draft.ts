import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Media } from '../../../../contract/inbox.ts'
import { useStation } from '../../../client/react.tsx'

export type Mode = 'reply' | 'note'

/** What is being written: the answer and the note apart, so that neither becomes the other. */
export type Draft = {
  readonly mode: Mode
  readonly reply: string
  readonly note: string
  /** The file that goes with the answer. */
  readonly media: Media | null
  /** The newest message seen when the answer was begun; null while nothing is written. */
  readonly seenSeq: number | null
}

export const emptyDraft: Draft = { mode: 'reply', reply: '', note: '', media: null, seenSeq: null }

type Stored = {
  readonly text: string
  readonly note: boolean
  readonly seenSeq: number | null
  readonly media: Media | null
}

const toStored = ({ mode, reply, note, media, seenSeq }: Draft): Stored =>
  mode === 'note' && note !== ''
    ? { text: note, note: true, seenSeq, media }
    : { text: reply, note: false, seenSeq, media }

const isEmpty = ({ text, media }: Stored) => text === '' && media === null

const fromStored = (stored: Stored | null): Draft => {
  if (stored === null || isEmpty(stored)) return emptyDraft
  const { text, media, seenSeq } = stored
  return stored.note
    ? { ...emptyDraft, mode: 'note', note: text, media }
    : { ...emptyDraft, reply: text, media, seenSeq }
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
    queries.setQueryData(api.inbox.draft.queryKey({ input: { id: conversationId } }), isEmpty(stored) ? null : stored)
    const { media, ...rest } = stored
    client.inbox.saveDraft({ id: conversationId, ...rest, mediaId: media?.id ?? null }).then(
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
