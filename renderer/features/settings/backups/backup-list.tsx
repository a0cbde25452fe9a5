import CheckCircle from '@mui/icons-material/CheckCircleOutlined'
import Help from '@mui/icons-material/HelpOutlined'
import Warning from '@mui/icons-material/WarningAmberOutlined'
import { Box, Button, TableCell, TableRow, TextField, Typography } from '@mui/material'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Backup, RestoreTest } from '../../../../contract/backups.ts'
import { useStation } from '../../../client/react.tsx'
import { useFormat } from '../../../i18n/format.ts'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'
import { ListTable } from '../../../ui/list-table.tsx'
import { useProblemText } from '../../../ui/problem-text.ts'
import { StatusWord } from '../../../ui/status-word.tsx'
import { useToasts } from '../../../ui/toasts.tsx'

/** The copies there are, newest first, and whether each was seen to come back. */
export function BackupList({ backups, busy }: { backups: readonly Backup[]; busy: boolean }) {
  const { t } = useTranslation('settings')
  if (backups.length === 0) return <Typography>{t('backups.none')}</Typography>
  return (
    <ListTable
      label={t('backups.list')}
      columns={[
        t('backups.made'),
        t('backups.kind'),
        t('backups.size'),
        t('backups.version'),
        t('backups.tested'),
        t('backups.actions'),
      ]}
    >
      {backups.map((backup) => (
        <BackupRow key={backup.id} backup={backup} busy={busy} />
      ))}
    </ListTable>
  )
}

function BackupRow({ backup, busy }: { backup: Backup; busy: boolean }) {
  const { t } = useTranslation('settings')
  const { api, client } = useStation()
  const queries = useQueryClient()
  const toasts = useToasts()
  const problem = useProblemText()
  const format = useFormat()
  const [restoring, setRestoring] = useState(false)
  const when = format.dateTime(backup.madeAt)
  const test = useMutation({
    mutationFn: () => client.backups.test({ id: backup.id }),
    onSuccess: (status) => queries.setQueryData(api.backups.status.queryKey(), status),
    onError: (error) => {
      const { what, todo } = problem(error)
      toasts.show({ severity: 'error', text: `${what} ${todo}` })
    },
  })
  return (
    <TableRow>
      <TableCell component="th" scope="row">
        {when}
      </TableCell>
      <TableCell>{t(`backups.kinds.${backup.kind}`)}</TableCell>
      <TableCell>{format.bytes(backup.bytes)}</TableCell>
      <TableCell>{backup.version}</TableCell>
      <TableCell>
        <Tested test={backup.tested} />
      </TableCell>
      <TableCell>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
          <Button
            size="small"
            variant="outlined"
            disabled={busy}
            loading={test.isPending}
            aria-label={t('backups.testOf', { when })}
            onClick={() => test.mutate()}
          >
            {t('backups.test')}
          </Button>
          <Button
            size="small"
            color="error"
            disabled={busy}
            aria-label={t('backups.restoreOf', { when })}
            onClick={() => setRestoring(true)}
          >
            {t('backups.restore')}
          </Button>
        </Box>
        {restoring && <RestoreDialog id={backup.id} when={when} onClose={() => setRestoring(false)} />}
      </TableCell>
    </TableRow>
  )
}

function Tested({ test }: { test: RestoreTest | null }) {
  const { t } = useTranslation('settings')
  const format = useFormat()
  if (test === null) return <StatusWord icon={<Help aria-hidden />}>{t('backups.never')}</StatusWord>
  const when = format.dateTime(test.at)
  if (test.ok) {
    const counts = { rows: format.number(test.rows), files: format.number(test.files) }
    return (
      <StatusWord icon={<CheckCircle aria-hidden />} tone="good">
        {t('backups.good', { when, ...counts })}
      </StatusWord>
    )
  }
  return (
    <StatusWord icon={<Warning aria-hidden />} tone="bad">
      {t(whatIsBad(test), { when, n: format.number(test.unreadableFiles) })}
    </StatusWord>
  )
}

function whatIsBad({ ledger, unreadableFiles }: RestoreTest) {
  if (ledger === false) return 'backups.badLedger'
  return unreadableFiles > 0 ? 'backups.badFiles' : 'backups.bad'
}

const shortestReason = 5

function RestoreDialog(props: { id: string; when: string; onClose: () => void }) {
  const { t } = useTranslation('settings')
  const { client } = useStation()
  const queries = useQueryClient()
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const restore = useMutation({
    mutationFn: () => client.backups.restore({ id: props.id, reason: reason.trim() }),
    // Everybody is signed out: the console begins again.
    onSuccess: () => queries.invalidateQueries(),
  })
  const short = reason.trim().length < shortestReason
  return (
    <ConfirmDialog
      open
      danger
      title={t('backups.restoring.title', { when: props.when })}
      text={t('backups.restoring.text')}
      confirm={t('backups.restoring.confirm')}
      busy={restore.isPending}
      error={restore.error}
      onConfirm={() => {
        setTried(true)
        if (!short) restore.mutate()
      }}
      onClose={props.onClose}
    >
      <TextField
        label={t('backups.restoring.reason')}
        helperText={t('backups.restoring.reasonHelp')}
        error={tried && short}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        required
      />
    </ConfirmDialog>
  )
}
