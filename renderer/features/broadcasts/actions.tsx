import { Alert, Box, Button } from '@mui/material'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { BroadcastState } from '../../../contract/broadcast.ts'
import type { Broadcast } from '../../../contract/broadcasts.ts'
import { useMay, useMe, useStation } from '../../client/react.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { ActaButtons } from './acta-buttons.tsx'
import { useAct } from './broadcast-data.ts'
import { CancelDialog, LaunchDialog, PauseDialog, SendBackDialog } from './dialogs.tsx'
import { approvalWord, broadcastPath } from './rules.ts'
import { TestDialog } from './test-dialog.tsx'

type Asking = 'launch' | 'pause' | 'cancel' | 'sendBack' | 'test'

const open: readonly BroadcastState[] = ['draft', 'waiting_approval', 'approved', 'scheduled']
const underWay: readonly BroadcastState[] = ['running', 'paused']

/** What may be done with it from where it stands; what cannot be undone asks first. */
export function Actions({ broadcast }: { broadcast: Broadcast }) {
  const { t } = useTranslation('broadcasts')
  const [asking, ask] = useState<Asking | null>(null)
  const close = () => ask(null)
  const mayWrite = useMay('broadcasts.write')
  const { operator: me } = useMe()
  const word = approvalWord(broadcast, me.id)
  return (
    <Box sx={{ display: 'grid', gap: 1, justifyItems: 'start' }}>
      <Box role="group" aria-label={t('list.state')} sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
        {mayWrite && <Writing broadcast={broadcast} ask={ask} />}
        <Approving broadcast={broadcast} ask={ask} />
        {mayWrite && <Running broadcast={broadcast} ask={ask} />}
      </Box>
      {broadcast.textHash !== null && <ActaButtons broadcast={broadcast} />}
      {word && <Alert severity="info">{t(`act.approval.${word}`)}</Alert>}
      {asking === 'launch' && <LaunchDialog broadcast={broadcast} onClose={close} />}
      {asking === 'pause' && <PauseDialog broadcast={broadcast} onClose={close} />}
      {asking === 'cancel' && <CancelDialog broadcast={broadcast} onClose={close} />}
      {asking === 'sendBack' && <SendBackDialog broadcast={broadcast} onClose={close} />}
      {asking === 'test' && <TestDialog broadcast={broadcast} onClose={close} />}
    </Box>
  )
}

type Part = { readonly broadcast: Broadcast; readonly ask: (asking: Asking) => void }

function Writing({ broadcast, ask }: Part) {
  const { t } = useTranslation('broadcasts')
  const { client } = useStation()
  const [, go] = useLocation()
  const { id, state, faults } = broadcast
  const submit = useAct(() => client.broadcasts.submit({ id }), t('act.submitted'))
  if (!open.includes(state)) return null
  return (
    <>
      {state === 'draft' && (
        <Button
          variant="contained"
          disabled={faults.length > 0}
          loading={submit.isPending}
          onClick={() => submit.mutate()}
        >
          {t('act.submit')}
        </Button>
      )}
      <Button variant="outlined" onClick={() => go(`${broadcastPath(id)}/edit`)}>
        {t('act.edit')}
      </Button>
      <Button variant="outlined" disabled={faults.length > 0} onClick={() => ask('test')}>
        {t('act.test')}
      </Button>
      <ErrorNotice error={submit.error} />
    </>
  )
}

function Approving({ broadcast, ask }: Part) {
  const { t } = useTranslation('broadcasts')
  const { client } = useStation()
  const { operator: me } = useMe()
  const { id, revision, state } = broadcast
  const approve = useAct(() => client.broadcasts.approve({ id, revision }), t('act.approved'))
  const may = useMay('broadcasts.approve')
  const word = approvalWord(broadcast, me.id)
  if (!may || !open.includes(state) || state === 'draft') return null
  return (
    <>
      {state === 'waiting_approval' && word !== 'another' && (
        <Button
          variant={word === 'alone' ? 'outlined' : 'contained'}
          loading={approve.isPending}
          onClick={() => approve.mutate()}
        >
          {t('act.approve')}
        </Button>
      )}
      <Button variant="outlined" onClick={() => ask('sendBack')}>
        {t('act.sendBack')}
      </Button>
      <ErrorNotice error={approve.error} />
    </>
  )
}

function Running({ broadcast, ask }: Part) {
  const { t } = useTranslation('broadcasts')
  const { client } = useStation()
  const [, go] = useLocation()
  const { id, state } = broadcast
  const resume = useAct(() => client.broadcasts.resume({ id }), t('act.resumed'))
  const duplicate = useAct(async () => {
    const copy = await client.broadcasts.duplicate({ id })
    go(broadcastPath(copy.id))
    return copy
  }, t('act.duplicated'))
  return (
    <>
      {(state === 'approved' || state === 'scheduled') && (
        <Button variant="contained" onClick={() => ask('launch')}>
          {t('act.launch')}
        </Button>
      )}
      {state === 'running' && (
        <Button variant="outlined" onClick={() => ask('pause')}>
          {t('act.pause')}
        </Button>
      )}
      {state === 'paused' && (
        <Button variant="contained" loading={resume.isPending} onClick={() => resume.mutate()}>
          {t('act.resume')}
        </Button>
      )}
      {(open.includes(state) || underWay.includes(state)) && (
        <Button color="error" onClick={() => ask('cancel')}>
          {t('act.cancel')}
        </Button>
      )}
      <Button loading={duplicate.isPending} onClick={() => duplicate.mutate()}>
        {t('act.duplicate')}
      </Button>
      <ErrorNotice error={resume.error ?? duplicate.error} />
    </>
  )
}
