import { Box, Link } from '@mui/material'
import { useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { type DesktopBridge, desktopBridgeName } from '../../contract/desktop.ts'
import type { Me } from '../../contract/session.ts'
import { follow } from '../client/live.ts'
import { MeProvider, useMay, useStation } from '../client/react.tsx'
import { refresher } from '../client/refresher.ts'
import { ShortcutProvider, useShortcut } from '../ui/shortcuts.tsx'
import { SkeletonRows } from '../ui/skeletons.tsx'
import { Banners } from './banners.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import { useIdle } from './idle.ts'
import { IdleWarning } from './idle-warning.tsx'
import { LockScreen } from './lock-screen.tsx'
import { Pages } from './pages.tsx'
import { Rail } from './rail.tsx'
import { useLock } from './session.ts'
import { SwitchOperator } from './switch-operator.tsx'
import { TopBar } from './top-bar.tsx'

const SearchDialog = lazy(async () => ({
  default: (await import('../features/search/search-dialog.tsx')).SearchDialog,
}))

declare global {
  interface Window {
    /** Only in the desktop shell. */
    readonly [desktopBridgeName]?: DesktopBridge
  }
}

type Town = { readonly name: string; readonly practice: boolean }

/** The console of one operator. Another operator gets another one. */
export function Console(props: { me: Me; town: Town; storage: Storage }) {
  const { me, town } = props
  useLive(me)
  return (
    <MeProvider me={me}>
      <ShortcutProvider operatorId={me.operator.id} storage={props.storage} suspended={me.locked}>
        <Frame town={town} />
        <LockScreen me={me} />
      </ShortcutProvider>
      <IdleLock me={me} />
    </MeProvider>
  )
}

function Frame({ town }: { town: Town }) {
  const { t } = useTranslation('shell')
  const lock = useLock()
  const mayRead = useMay('inbox.read')
  const [searching, setSearching] = useState(false)
  const [switching, setSwitching] = useState(false)
  const [place, go] = useLocation()
  const section = place.split('/')[1]
  useNotificationClicks((conversationId) => go(`/inbox/all/${encodeURIComponent(conversationId)}`))
  useShortcut('search', (event) => openInstead(event, () => setSearching(true)), mayRead)
  useShortcut('switchOperator', (event) => openInstead(event, () => setSwitching(true)))
  useShortcut('lock', (event) => openInstead(event, lock))
  // The inbox explains its own keys; everywhere else the whole list is one page away.
  useShortcut('help', (event) => openInstead(event, () => go('/settings/account')), section !== 'inbox')
  return (
    <Box
      sx={{
        display: 'grid',
        height: '100dvh',
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'auto minmax(0, 1fr)' },
        gridTemplateRows: { xs: 'auto minmax(0, 1fr) auto', sm: 'auto minmax(0, 1fr)' },
        gridTemplateAreas: { xs: '"top" "page" "rail"', sm: '"top top" "rail page"' },
      }}
    >
      <Box component="header" sx={{ gridArea: 'top', minWidth: 0 }}>
        <Link href="#content" onClick={skipToContent} sx={skipLink}>
          {t('skip')}
        </Link>
        <Banners practice={town.practice} />
        <TopBar
          townName={town.name}
          practice={town.practice}
          search={() => setSearching(true)}
          switchOperator={() => setSwitching(true)}
          lock={lock}
        />
      </Box>
      <Rail practice={town.practice} sx={{ gridArea: 'rail', width: { lg: 184 } }} />
      <Box
        component="main"
        key={section}
        id="content"
        tabIndex={-1}
        sx={{
          gridArea: 'page',
          minWidth: 0,
          overflow: 'auto',
          display: 'grid',
          gridTemplateColumns: 'minmax(0, 1fr)',
          alignContent: 'stretch',
          '&:focus': { outline: 'none' },
        }}
      >
        <ErrorBoundary>
          <Suspense fallback={<SkeletonRows />}>
            <Pages practice={town.practice} />
          </Suspense>
        </ErrorBoundary>
      </Box>
      <Suspense>{searching && <SearchDialog open onClose={() => setSearching(false)} />}</Suspense>
      <SwitchOperator open={switching} onClose={() => setSwitching(false)} />
    </Box>
  )
}

function openInstead(event: KeyboardEvent, open: () => void) {
  event.preventDefault()
  open()
}

/** The address is the router's; the skip link only moves the focus. */
function skipToContent(event: { preventDefault: () => void }) {
  event.preventDefault()
  document.getElementById('content')?.focus()
}

const skipLink = {
  position: 'absolute',
  left: 8,
  top: -100,
  zIndex: 1600,
  p: 1.5,
  backgroundColor: 'background.paper',
  '&:focus': { top: 8 },
} as const

function IdleLock({ me }: { me: Me }) {
  const { client } = useStation()
  const lock = useLock()
  const { left, stay } = useIdle({
    idleLockMs: me.idleLockMs,
    locked: me.locked,
    lock,
    touch: () => void client.session.me().catch(() => undefined),
  })
  return <IdleWarning left={left} stay={stay} lock={lock} />
}

/** In the desktop window, a click on a notification opens its conversation. */
function useNotificationClicks(open: (conversationId: string) => void) {
  const latest = useRef(open)
  useEffect(() => {
    latest.current = open
  })
  useEffect(() => window[desktopBridgeName]?.onOpenConversation((id) => latest.current(id)), [])
}

/** Follows the station's changes while somebody may see them. */
function useLive(me: Me) {
  const { client, api, typing } = useStation()
  const queries = useQueryClient()
  const follows = !me.locked && me.permissions.includes('inbox.read')
  useEffect(() => {
    if (!follows) return
    const stop = new AbortController()
    const refused = () => void queries.invalidateQueries({ queryKey: api.session.me.key() })
    void follow({ client, api, typing, refused, refresh: refresher(queries) }, stop.signal)
    return () => stop.abort()
  }, [follows, client, api, typing, queries])
}
