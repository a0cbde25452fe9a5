import ForumOutlined from '@mui/icons-material/ForumOutlined'
import { Box, type Theme, Typography, useMediaQuery } from '@mui/material'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useRoute } from 'wouter'
import { visuallyHidden } from '../../ui/announcer.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { useShortcut, useShortcuts } from '../../ui/shortcuts.tsx'
import { CardPane } from './card/card-pane.tsx'
import { UndoBar, UndoProvider } from './composer/undo.tsx'
import { HelpDialog } from './help-dialog.tsx'
import { usePanes } from './panes.ts'
import { conversationPath, seqInHistory, viewOf, viewPath } from './paths.ts'
import { QueuePane } from './queue/queue-pane.tsx'
import { rowId } from './queue/queue-row.tsx'
import { useStored } from './stored.ts'
import { ThreadPane } from './thread/thread-pane.tsx'

/** The inbox: queue, conversation and citizen side by side as far as there is room. */
export function InboxPage() {
  const { t } = useTranslation('inbox')
  const [, params] = useRoute('/inbox/:view?/:conversationId?')
  const [, go] = useLocation()
  const view = viewOf(params?.view)
  const id = params?.conversationId ?? null
  const [root, panes] = usePanes()
  const [helping, setHelping] = useState(false)
  const card = useCard(panes === 'three', id)
  const target = useTarget(id)

  const open = (conversationId: string) => go(conversationPath(view, conversationId))
  const leave = () => {
    if (panes === 'one') go(viewPath(view))
    requestAnimationFrame(() => focusRow(id))
  }
  useShortcut('help', () => setHelping(true))
  useShortcut('inbox.card', card.toggle, id !== null)

  const one = panes === 'one'
  const low = useMediaQuery('(max-height: 560px)', { noSsr: true })
  const cardAlone = card.shown && panes !== 'three'
  return (
    <UndoProvider onOpen={(conversationId) => conversationId !== id && open(conversationId)}>
      <Box ref={root} sx={{ display: 'flex', height: '100%', minHeight: 0, position: 'relative' }}>
        <Typography variant="h1" sx={visuallyHidden}>
          {t('title')}
        </Typography>
        {(!one || id === null) && (
          <Box sx={(theme) => queueLook(theme, one)}>
            <QueuePane key={view} view={view} openId={id} onOpen={open} />
            {id === null && <UndoBar />}
          </Box>
        )}
        {(!one || id !== null) && (
          <Box sx={(theme) => ({ flex: 1, minWidth: 0, backgroundColor: theme.colors.canvas })}>
            {id === null && <NothingOpen />}
            {id !== null && cardAlone && <CardPane id={id} alone onClose={card.toggle} />}
            {id !== null && !cardAlone && (
              <ThreadPane
                key={id}
                id={id}
                target={target}
                onBack={one ? leave : null}
                onLeave={leave}
                card={card}
                compact={one || low}
              />
            )}
          </Box>
        )}
        {id !== null && card.shown && panes === 'three' && (
          <Box
            sx={(theme) => ({
              width: 264,
              flexShrink: 0,
              borderInlineStart: `1px solid ${theme.colors.line}`,
              backgroundColor: theme.colors.surface,
            })}
          >
            <CardPane id={id} alone={false} onClose={card.toggle} />
          </Box>
        )}
      </Box>
      {helping && <HelpDialog onClose={() => setHelping(false)} />}
    </UndoProvider>
  )
}

function NothingOpen() {
  const { t } = useTranslation('inbox')
  const { keys, on } = useShortcuts()
  const next = keys['inbox.next']
  const previous = keys['inbox.previous']
  const text =
    on && next !== null && previous !== null
      ? t('thread.choose', { next: next.toUpperCase(), previous: previous.toUpperCase() })
      : t('thread.chooseMouse')
  return (
    <Box sx={{ height: '100%', display: 'flex' }}>
      <EmptyState icon={<ForumOutlined />} title={t('thread.none')} text={text} />
    </Box>
  )
}

/** The row of the conversation that was open; if the list no longer holds it, the one Tab reaches. */
function focusRow(id: string | null): void {
  const row = id === null ? null : document.getElementById(rowId(id))
  ;(row ?? document.querySelector<HTMLElement>('[data-queue-scroller] a[tabindex="0"]'))?.focus()
}

/** Beside the conversation the card stays as it was left; in its place it is opened each time. */
function useCard(beside: boolean, id: string | null) {
  const [stored, store] = useStored('card')
  const [over, setOver] = useState<string | null>(null)
  const shown = beside ? stored !== 'hidden' : over !== null && over === id
  return {
    shown,
    toggle: () => {
      if (beside) store(shown ? 'hidden' : 'shown')
      else setOver(shown ? null : id)
    },
  }
}

/** The message to go to, new each time an address asks for it. */
function useTarget(id: string | null): { readonly seq: number } | null {
  const [target, setTarget] = useState(() => targetInHistory())
  useEffect(() => {
    const read = () => setTarget(targetInHistory())
    window.addEventListener('hashchange', read)
    return () => window.removeEventListener('hashchange', read)
  }, [])
  return id === null ? null : target
}

function targetInHistory(): { readonly seq: number } | null {
  const seq = seqInHistory(history.state)
  return seq === null ? null : { seq }
}

function queueLook(theme: Theme, alone: boolean) {
  return {
    width: alone ? '100%' : 336,
    flexShrink: 0,
    minHeight: 0,
    display: 'flex',
    flexDirection: 'column',
    backgroundColor: theme.colors.surface,
    borderInlineEnd: alone ? 'none' : `1px solid ${theme.colors.line}`,
    '& > :first-of-type': { flex: 1 },
  } as const
}
