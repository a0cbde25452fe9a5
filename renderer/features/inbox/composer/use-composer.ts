import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Conversation, Media, Message } from '../../../../contract/inbox.ts'
import type { CannedReply } from '../../../../contract/settings.ts'
import { problemData } from '../../../client/problems.ts'
import { useMe, useStation } from '../../../client/react.tsx'
import { useAnnounce } from '../../../ui/announcer.tsx'
import type { TownClock } from '../../../ui/town-clock.ts'
import { useThreadPatch } from '../thread/thread-data.ts'
import { type Draft, type Mode, useDraft } from './draft.ts'
import { fillVariables, obstacle, shortName, shouldAnnounceTyping } from './rules.ts'
import { undoSeconds, useUndo } from './undo.tsx'
import { useAttachment } from './use-attachment.ts'
import { useDelicate } from './use-delicate.ts'

type Needs = {
  readonly conversation: Conversation
  readonly initial: Draft
  /** The newest message on screen. */
  readonly newest: number | null
  readonly town: TownClock
}

export type Composer = ReturnType<typeof useComposer>

/** Everything that writing to one citizen needs, apart from how it looks. */
export function useComposer(needs: Needs) {
  const { conversation, newest, town } = needs
  const { id, citizen } = conversation
  const { api, client } = useStation()
  const { t } = useTranslation('inbox')
  const announce = useAnnounce()
  const patch = useThreadPatch()
  const undoing = useUndo()
  const operator = useMe().operator
  const { draft, setDraft, failed } = useDraft(id, needs.initial)
  const [quoted, setQuoted] = useState<Message | null>(null)
  const [cannedAsked, setCannedAsked] = useState(false)
  const sayTyping = useTyping(id)
  const name = shortName(citizen.name, null)

  const clear = (mode: Mode) =>
    setDraft((now) =>
      mode === 'note' ? { ...now, note: '', mode: 'reply' } : { ...now, reply: '', media: null, seenSeq: null },
    )

  const send = useMutation({
    mutationFn: (seenSeq: number | null) =>
      client.inbox.send({
        id,
        text: draft.reply,
        undoSeconds,
        ...(seenSeq !== null && { seenSeq }),
        ...(quoted && { replyTo: quoted.id }),
        ...(draft.media && { mediaId: draft.media.id }),
      }),
    onSuccess: (message) => {
      patch.add(message)
      undoing.add(message, name)
      clear('reply')
      setQuoted(null)
      announce(t('composer.announceSent', { name: name ?? t('queue.nameless') }))
    },
  })
  const note = useMutation(
    api.inbox.note.mutationOptions({
      onSuccess: (message) => {
        patch.add(message)
        clear('note')
        announce(t('composer.announceNote'))
      },
    }),
  )

  const attachment = useAttachment(id, (media) => {
    setDraft((now) => ({ ...now, media, seenSeq: now.seenSeq ?? newest }))
    announce(t('attachment.announce', { name: media.fileName ?? '' }))
    sayTyping()
  })

  const text = draft.mode === 'note' ? draft.note : draft.reply
  const media = draft.mode === 'note' ? null : draft.media
  const write = (value: string) => {
    setCannedAsked(false)
    if (send.error) send.reset()
    if (draft.mode === 'note') {
      setDraft({ ...draft, note: value })
      return
    }
    setDraft({ ...draft, reply: value, seenSeq: value === '' && !draft.media ? null : (draft.seenSeq ?? newest) })
    if (value !== '') sayTyping()
  }
  const moved = problemData(send.error, 'THREAD_MOVED')
  const fill = (reply: CannedReply) =>
    fillVariables(reply.text, { nombre: name ?? '', ayuntamiento: town.name, operador: operator.name })
  const delicate = useDelicate(draft.mode === 'reply' ? draft.reply : '')
  const busy = send.isPending || note.isPending
  const hindered = obstacle(text, media)
  const waitsForFile = draft.mode === 'reply' && attachment.bringing !== null

  return {
    mode: draft.mode,
    text,
    name,
    busy,
    failed,
    quoted,
    setQuoted,
    write,
    setMode: (mode: Mode) => setDraft((now) => ({ ...now, mode })),
    fill,
    media,
    attachment,
    /** The file stays behind. */
    detach: () => {
      attachment.forget()
      setDraft((now) => ({ ...now, media: null, seenSeq: now.reply === '' ? null : now.seenSeq }))
      announce(t('attachment.announceRemoved'))
    },
    obstacle: hindered,
    /** What had better not be asked or said here. */
    delicate,
    waitsForFile,
    /** The citizen wrote since `seen`; nothing was sent. */
    moved: moved === undefined ? null : { seen: draft.seenSeq ?? 0, last: moved.lastSeq },
    error: moved === undefined ? (send.error ?? note.error ?? attachment.error) : null,
    submit: () => {
      if (busy || waitsForFile || hindered !== null) return
      attachment.forget()
      if (draft.mode === 'note') note.mutate({ id, text })
      else send.mutate(draft.seenSeq ?? newest)
    },
    sendAnyway: () => moved && send.mutate(moved.lastSeq),
    /** The list of canned replies was asked for by key or button. */
    cannedAsked,
    closeCanned: () => {
      setCannedAsked(false)
      if (text === '/') write('')
    },
    /** Opens the canned replies: as if `/` was written, or over what is written already. */
    askCanned: () => {
      if (draft.reply !== '') {
        setDraft((now) => ({ ...now, mode: 'reply' }))
        setCannedAsked(true)
        return
      }
      setDraft((now) => ({ ...now, mode: 'reply', reply: '/', seenSeq: newest }))
      sayTyping()
    },
    review: () => {
      send.reset()
      setDraft((now) => ({ ...now, seenSeq: newest }))
    },
    /** Puts a canned reply in place of the `/word` that asked for it, or after what is written. */
    put: (reply: CannedReply) => {
      const filled = fill(reply)
      write(text === '' || text.startsWith('/') ? filled : `${text.trimEnd()}\n${filled}`)
    },
    /** What comes back: an undone send, or one that did not leave. Its text goes before what is being written. */
    bring: (back: string, media: Media | null) =>
      setDraft((now) => ({
        ...now,
        mode: 'reply',
        reply: now.reply === '' || back === '' ? back + now.reply : `${back}\n${now.reply}`,
        media: now.media ?? media,
        seenSeq: now.seenSeq ?? newest,
      })),
  }
}

/** Tells the station that somebody writes: the assistant goes silent and colleagues see it. */
function useTyping(id: string): () => void {
  const { client } = useStation()
  const last = useRef<number | null>(null)
  return () => {
    const now = Date.now()
    if (!shouldAnnounceTyping(last.current, now)) return
    last.current = now
    client.inbox.typing({ id }).catch(() => {
      last.current = null
    })
  }
}
