import Undo from '@mui/icons-material/Undo'
import { Box, Button } from '@mui/material'
import { useMutation } from '@tanstack/react-query'
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Media, Message } from '../../../../contract/inbox.ts'
import { useStation } from '../../../client/react.tsx'
import { useAnnounce } from '../../../ui/announcer.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { useNow } from '../../../ui/use-now.ts'
import { useThreadPatch } from '../thread/thread-data.ts'
import { secondsLeft } from './rules.ts'

type Pending = { readonly message: Message; readonly name: string | null; readonly until: number }
type Restored = { readonly conversationId: string; readonly text: string; readonly media: Media | null }

type Undoing = {
  readonly pending: readonly Pending[]
  readonly add: (message: Message, name: string | null) => void
  readonly undo: (message: Message) => void
  readonly error: unknown
  /** What was taken back, waiting for the composer of its conversation. */
  readonly restored: Restored | null
  readonly taken: () => void
}

const UndoContext = createContext<Undoing | null>(null)

export function useUndo(): Undoing {
  const undoing = useContext(UndoContext)
  if (undoing === null) throw new Error('useUndo needs an UndoProvider above it')
  return undoing
}

export const undoSeconds = 5

/** Sends that can still be taken back, whichever conversation is on screen. */
export function UndoProvider(props: { onOpen: (conversationId: string) => void; children: ReactNode }) {
  const { onOpen } = props
  const { client } = useStation()
  const patch = useThreadPatch()
  const announce = useAnnounce()
  const { t } = useTranslation('inbox')
  const [pending, setPending] = useState<readonly Pending[]>([])
  const [restored, setRestored] = useState<Restored | null>(null)
  const drop = useCallback((id: string) => setPending((all) => all.filter(({ message }) => message.id !== id)), [])

  const mutation = useMutation({
    mutationFn: (message: Message) => client.inbox.undo({ id: message.id }),
    onSuccess: ({ text, media }, message) => {
      const { id, conversationId } = message
      drop(id)
      patch.renew({ ...message, status: 'cancelled', undoUntil: null })
      setRestored({ conversationId, text, media })
      announce(t('undo.undone'))
      onOpen(conversationId)
    },
    onError: (_error, { id }) => drop(id),
  })
  const { mutate, error, reset } = mutation

  const soonest = Math.min(...pending.map(({ until }) => until))
  useEffect(() => {
    if (!Number.isFinite(soonest)) return
    const timer = setTimeout(
      () => setPending((all) => all.filter(({ until }) => until > Date.now())),
      soonest - Date.now(),
    )
    return () => clearTimeout(timer)
  }, [soonest])

  const value = useMemo<Undoing>(
    () => ({
      pending,
      add: (message, name) => {
        reset()
        setPending((all) => [...all, { message, name, until: Date.now() + undoSeconds * 1000 }])
      },
      undo: mutate,
      error,
      restored,
      taken: () => setRestored(null),
    }),
    [pending, mutate, error, reset, restored],
  )
  return <UndoContext value={value}>{props.children}</UndoContext>
}

/** Each send that can be taken back, with the seconds left. Stands above the composer and covers nothing. */
export function UndoBar() {
  const { pending, undo, error } = useUndo()
  const { t } = useTranslation('inbox')
  const now = useNow(pending.length > 0 ? 200 : 60_000)
  if (pending.length === 0 && !error) return null
  return (
    <Box
      role="region"
      aria-label={t('undo.region')}
      sx={{ paddingInline: 2, paddingBlock: 0.5, display: 'grid', gap: 0.5 }}
    >
      {pending.map(({ message, name, until }) => {
        const seconds = secondsLeft(until, now)
        return (
          <Box
            key={message.id}
            sx={(theme) => ({
              display: 'flex',
              alignItems: 'center',
              gap: 1,
              paddingInlineStart: 1.5,
              borderRadius: 1,
              border: `1px solid ${theme.colors.edge}`,
              backgroundColor: theme.colors.raised,
              fontSize: '0.9rem',
            })}
          >
            <Box component="span" sx={{ flex: 1, fontVariantNumeric: 'tabular-nums' }}>
              {name === null ? t('undo.pendingNameless', { seconds }) : t('undo.pending', { name, seconds })}
            </Box>
            <Button size="small" startIcon={<Undo />} onClick={() => undo(message)} aria-keyshortcuts="Control+Z">
              {t('undo.button')}
            </Button>
          </Box>
        )
      })}
      <ErrorNotice error={error} />
    </Box>
  )
}
