import CloudOff from '@mui/icons-material/CloudOffOutlined'
import { Box, Button, CircularProgress } from '@mui/material'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Router } from 'wouter'
import { useHashLocation } from 'wouter/use-hash-location'
import type { Me } from '../../contract/session.ts'
import { isProblem } from '../client/problems.ts'
import { useConnection, useStation } from '../client/react.tsx'
import { isOffered } from '../i18n/languages.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { Console } from './console.tsx'
import { rememberLanguage } from './preferences.ts'
import { enter, useSignOut } from './session.ts'

const FirstRun = lazy(async () => ({ default: (await import('../features/first-run/first-run.tsx')).FirstRun }))
const BrokenStore = lazy(async () => ({
  default: (await import('../features/first-run/broken-store.tsx')).BrokenStore,
}))
const Door = lazy(async () => ({ default: (await import('../features/sign-in/door.tsx')).Door }))
const SignIn = lazy(async () => ({ default: (await import('../features/sign-in/sign-in.tsx')).SignIn }))

/** How often a station that does not answer is asked again. */
const askAgainMs = 2_000

/** What to show before anything else: the first run, a broken store, signing in, or the console. */
export function Gate(props: { storage: Storage }) {
  const { api } = useStation()
  const queries = useQueryClient()
  const setup = useQuery(
    api.setup.status.queryOptions({
      networkMode: 'always',
      retry: false,
      refetchInterval: (query) => (query.state.status === 'error' ? askAgainMs : false),
    }),
  )
  const enters = (me: Me) => enter(queries, api, me)
  if (setup.data === undefined) return setup.isError ? <NoStation again={() => void setup.refetch()} /> : <Splash />
  const { stage, problem, townName } = setup.data
  return (
    <Suspense fallback={<Splash />}>
      {stage === 'first_run' && <FirstRun onEnter={enters} onRestored={() => void setup.refetch()} />}
      {stage === 'broken' && <BrokenStore problem={problem} again={() => void setup.refetch()} />}
      {(stage === 'practice' || stage === 'town') && (
        <SignedIn townName={townName} practice={stage === 'practice'} storage={props.storage} onEnter={enters} />
      )}
    </Suspense>
  )
}

function SignedIn(props: { townName: string | null; practice: boolean; storage: Storage; onEnter: (me: Me) => void }) {
  const { api } = useStation()
  const connection = useConnection()
  const me = useQuery(
    api.session.me.queryOptions({
      networkMode: 'always',
      retry: false,
      refetchInterval: (query) =>
        connection === 'reconnecting' || query.state.status === 'error' ? askAgainMs : false,
      enabled: (query) => !isProblem(query.state.error, 'SIGN_IN_REQUIRED'),
    }),
  )
  const language = me.data?.operator.language
  const signOut = useSignOut()
  useLanguage(language, props.storage)
  if (isProblem(me.error, 'SIGN_IN_REQUIRED')) {
    return <SignIn townName={props.townName} practice={props.practice} onEnter={props.onEnter} />
  }
  if (me.data === undefined) return me.isError ? <NoStation again={() => void me.refetch()} /> : <Splash />
  const [step] = me.data.owed
  if (step !== undefined) {
    return <Door me={me.data} step={step} onStep={props.onEnter} leave={() => signOut.mutate()} />
  }
  return (
    <Router hook={useHashLocation}>
      <Console
        key={me.data.operator.id}
        me={me.data}
        town={{ name: props.townName ?? '', practice: props.practice }}
        storage={props.storage}
      />
    </Router>
  )
}

/** Shows the console in the operator's own language. */
function useLanguage(language: string | undefined, storage: Storage) {
  const { i18n } = useTranslation()
  useEffect(() => {
    if (language === undefined || !isOffered(language)) return
    rememberLanguage(storage, language)
    void i18n.changeLanguage(language)
  }, [language, i18n, storage])
}

function Splash() {
  const { t } = useTranslation()
  return (
    <Box sx={{ display: 'grid', placeItems: 'center', height: '100dvh' }}>
      <CircularProgress aria-label={t('loading')} />
    </Box>
  )
}

function NoStation(props: { again: () => void }) {
  const { t } = useTranslation('shell')
  const { t: common } = useTranslation()
  return (
    <Box component="main" sx={{ display: 'grid', height: '100dvh' }}>
      <EmptyState
        page
        icon={<CloudOff />}
        title={t('offline.title')}
        text={t('offline.text')}
        action={
          <Button variant="contained" onClick={props.again}>
            {common('retry')}
          </Button>
        }
      />
    </Box>
  )
}
