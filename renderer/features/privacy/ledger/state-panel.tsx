import ErrorOutline from '@mui/icons-material/ErrorOutlined'
import HourglassEmpty from '@mui/icons-material/HourglassEmptyOutlined'
import VerifiedUser from '@mui/icons-material/VerifiedUserOutlined'
import { Alert, AlertTitle, Box, Button, LinearProgress, Paper, Typography } from '@mui/material'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { LedgerState } from '../../../../contract/ledger.ts'
import { useStation } from '../../../client/react.tsx'
import { useFormat } from '../../../i18n/format.ts'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { SkeletonRows } from '../../../ui/skeletons.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { Facts } from './facts.tsx'

/** How often, in milliseconds, a running verification is asked how far it is. */
const askEvery = 700

/** Whether the ledger is whole, in plain words, and the button that verifies it now. */
export function StatePanel() {
  const { t } = useTranslation('privacy')
  const { api, client } = useStation()
  const queries = useQueryClient()
  const state = useQuery(
    api.ledger.state.queryOptions({
      staleTime: 0,
      refetchInterval: ({ state: { data } }) => (data?.running ? askEvery : false),
    }),
  )
  const verify = useMutation({
    mutationFn: () => client.ledger.verify(),
    onSuccess: () => queries.invalidateQueries({ queryKey: api.ledger.key() }),
  })
  const running = verify.isPending || Boolean(state.data?.running)
  return (
    <Box component="section" aria-labelledby="ledger-state" sx={{ display: 'grid', gap: 2 }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, alignItems: 'start' }}>
        <Box sx={{ flex: '1 1 20rem' }}>
          <Typography variant="h2" id="ledger-state">
            {t('ledger.state.title')}
          </Typography>
          <Typography color="textSecondary" sx={{ mt: 0.5, maxWidth: '44rem' }}>
            {t('ledger.state.text')}
          </Typography>
        </Box>
        <Button variant="outlined" disabled={running} onClick={() => verify.mutate()}>
          {t('ledger.state.verify')}
        </Button>
      </Box>
      <ErrorNotice error={verify.error ?? state.error} retry={() => void state.refetch()} />
      {state.isPending && <SkeletonRows />}
      {state.data && <Shown state={state.data} />}
    </Box>
  )
}

function Shown({ state }: { state: LedgerState }) {
  const { t } = useTranslation('privacy')
  const format = useFormat()
  const { lastCheck, running } = state
  return (
    <>
      <Broken state={state} />
      <Paper variant="outlined" sx={{ p: 2, display: 'grid', gap: 2 }}>
        <Box role="status">
          <Word state={state} />
          {running && (
            <Box sx={{ mt: 1, maxWidth: '24rem' }}>
              <LinearProgress
                variant="determinate"
                value={running.of === 0 ? 0 : (100 * running.checked) / running.of}
                aria-label={t('ledger.state.running')}
              />
              <Typography variant="body2" color="textSecondary">
                {t('ledger.state.progress', {
                  checked: format.number(running.checked),
                  of: format.number(running.of),
                })}
              </Typography>
            </Box>
          )}
        </Box>
        <Facts
          rows={[
            [t('ledger.state.checkedAt'), lastCheck ? format.dateTime(lastCheck.at) : '–'],
            [t('ledger.state.entries'), format.number(state.entries)],
            [t('ledger.state.head'), state.entries === 0 ? '–' : state.head],
            [t('ledger.state.fingerprint'), state.fingerprint],
          ]}
        />
      </Paper>
    </>
  )
}

function Word({ state: { running, lastCheck } }: { state: LedgerState }) {
  const { t } = useTranslation('privacy')
  const icon = <HourglassEmpty aria-hidden />
  if (running) return <StatusWord icon={icon}>{t('ledger.state.running')}</StatusWord>
  if (!lastCheck) return <StatusWord icon={icon}>{t('ledger.state.never')}</StatusWord>
  const { result } = lastCheck
  return result.ok ? (
    <StatusWord tone="good" icon={<VerifiedUser aria-hidden />}>
      {t('ledger.state.whole')}
    </StatusWord>
  ) : (
    <StatusWord tone="bad" icon={<ErrorOutline aria-hidden />}>
      {t('ledger.state.broken', { seq: result.seq })}
    </StatusWord>
  )
}

function Broken({ state: { lastCheck } }: { state: LedgerState }) {
  const { t } = useTranslation('privacy')
  if (!lastCheck || lastCheck.result.ok) return null
  const { seq, fault } = lastCheck.result
  return (
    <Alert severity="error" variant="outlined">
      <AlertTitle>{t('ledger.broken.title')}</AlertTitle>
      {t(`ledger.broken.faults.${fault}`, { seq })} {t('ledger.broken.todo')}
    </Alert>
  )
}
