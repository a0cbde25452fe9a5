import Key from '@mui/icons-material/KeyOutlined'
import Save from '@mui/icons-material/SaveOutlined'
import { Alert, Box, Button, LinearProgress, Typography } from '@mui/material'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BackupStatus } from '../../../contract/backups.ts'
import { useStation } from '../../client/react.tsx'
import { useFormat } from '../../i18n/format.ts'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { SkeletonRows } from '../../ui/skeletons.tsx'
import { useNow } from '../../ui/use-now.ts'
import { BackupList } from './backups/backup-list.tsx'
import { BackupSettingsForm } from './backups/backup-settings-form.tsx'
import { RecoveryCode } from './backups/recovery-code.tsx'

/** While something runs its progress is asked for this often, in milliseconds. */
const askEvery = 1000

/** Copies of all that the town has: the last and the next, trying one, going back to one. */
export function BackupsTab() {
  const { t } = useTranslation('settings')
  const { api, client } = useStation()
  const queries = useQueryClient()
  const [codeShown, setCodeShown] = useState(false)
  const status = useQuery(
    api.backups.status.queryOptions({ refetchInterval: ({ state }) => (state.data?.running ? askEvery : false) }),
  )
  const put = (next: BackupStatus) => queries.setQueryData(api.backups.status.queryKey(), next)
  const make = useMutation({ mutationFn: () => client.backups.make(), onSuccess: put })
  const cancel = useMutation({ mutationFn: () => client.backups.cancel(), onSuccess: put })
  if (status.error) return <ErrorNotice error={status.error} retry={() => void status.refetch()} />
  if (!status.data) return <SkeletonRows />
  const { running } = status.data
  return (
    <Box sx={{ display: 'grid', gap: 3 }}>
      <Typography color="textSecondary" sx={{ maxWidth: '50rem' }}>
        {t('backups.text')}
      </Typography>
      <Notices status={status.data} />
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
        {running?.work === 'copying' ? (
          <Button variant="outlined" loading={cancel.isPending} onClick={() => cancel.mutate()}>
            {t('backups.cancel')}
          </Button>
        ) : (
          <Button
            variant="contained"
            startIcon={<Save />}
            disabled={running !== null}
            loading={make.isPending}
            onClick={() => make.mutate()}
          >
            {t('backups.make')}
          </Button>
        )}
        <Button startIcon={<Key />} onClick={() => setCodeShown(true)}>
          {t('backups.code')}
        </Button>
      </Box>
      <ErrorNotice error={make.error ?? cancel.error} />
      {running && <Progress running={running} />}
      <BackupList backups={status.data.backups} busy={running !== null} />
      <BackupSettingsForm key={JSON.stringify(status.data.settings)} settings={status.data.settings} onSaved={put} />
      {codeShown && <RecoveryCode onClose={() => setCodeShown(false)} />}
    </Box>
  )
}

function Notices({ status }: { status: BackupStatus }) {
  const { t } = useTranslation('settings')
  const format = useFormat()
  const now = useNow(60_000)
  const { nextAt, failed, backups } = status
  const next = () => {
    if (nextAt === null) return t('backups.nextNone')
    return nextAt <= now ? t('backups.nextNow') : t('backups.next', { when: format.dateTime(nextAt) })
  }
  const last = backups[0] && t('backups.last', { when: format.dateTime(backups[0].madeAt) })
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      {failed && (
        <Alert severity="error">
          {t('backups.failed', { when: format.dateTime(failed.at), reason: failed.reason })}
        </Alert>
      )}
      {status.settings.folder === null && <Alert severity="warning">{t('backups.sameDisk')}</Alert>}
      <Typography>{[last, next()].filter(Boolean).join(' · ')}</Typography>
      <Typography variant="body2" color="textSecondary" sx={{ overflowWrap: 'anywhere' }}>
        {t('backups.where', { folder: status.folder })}
      </Typography>
    </Box>
  )
}

function Progress({ running }: { running: NonNullable<BackupStatus['running']> }) {
  const { t } = useTranslation('settings')
  const format = useFormat()
  return (
    <Box role="status" sx={{ display: 'grid', gap: 1 }}>
      <Typography>
        {t(`backups.running.${running.work}`)}{' '}
        {running.done > 0 && t(`backups.running.${running.of}`, { n: format.number(running.done) })}
      </Typography>
      <LinearProgress aria-label={t(`backups.running.${running.work}`)} />
    </Box>
  )
}
