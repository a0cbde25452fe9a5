import FileDownload from '@mui/icons-material/FileDownloadOutlined'
import { Alert, AlertTitle, Box, Button, Paper, Typography } from '@mui/material'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link as RouteLink } from 'wouter'
import { type CitizenImport, importVerdicts } from '../../../../contract/citizens.ts'
import { useStation } from '../../../client/react.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { SkeletonRows } from '../../../ui/skeletons.tsx'
import { useTown } from '../../../ui/town-clock.ts'
import { download } from '../download.ts'
import { listPath } from '../paths.ts'
import { Fault } from './fault.tsx'
import { ProblemTable } from './problem-table.tsx'
import { ProgressLine } from './progress-line.tsx'
import { useImport, useStep } from './use-list.ts'

/** What became of each row, before it is written and after. */
export function Outcome({ id, onAgain }: { id: string; onAgain: () => void }) {
  const found = useImport(id)
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      {found.isPending && <SkeletonRows rows={3} />}
      <ErrorNotice error={found.error} retry={() => void found.refetch()} />
      {found.data && <Shown list={found.data} onAgain={onAgain} />}
    </Box>
  )
}

function Shown({ list, onAgain }: { list: CitizenImport; onAgain: () => void }) {
  const { t } = useTranslation('citizens')
  const { state, progress } = list
  const ended = state === 'done' || state === 'cancelled' || state === 'failed'
  return (
    <>
      {state === 'checking' && <ProgressLine text={t('import.checking')} value={progress} />}
      {state === 'importing' && <ProgressLine text={t('import.importing')} value={progress} />}
      {state === 'failed' && list.fault && <Fault fault={list.fault} />}
      {state === 'cancelled' && <Alert severity="info">{t('import.cancelled')}</Alert>}
      {state === 'done' && (
        <Alert severity="success" variant="outlined">
          <AlertTitle sx={{ mb: 0 }}>{t('import.done')}</AlertTitle>
          {t('import.doneText')}
        </Alert>
      )}
      <Counts list={list} />
      {list.problems.length > 0 && <ProblemTable problems={list.problems} />}
      <Acts list={list} />
      {ended && (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
          <Button component={RouteLink} href={listPath} variant="contained">
            {t('import.see')}
          </Button>
          <Button onClick={onAgain}>{t('import.again')}</Button>
        </Box>
      )}
    </>
  )
}

function Counts({ list: { counts } }: { list: CitizenImport }) {
  const { t } = useTranslation('citizens')
  const { format } = useTown()
  return (
    <Paper variant="outlined" component="section" aria-labelledby="verdicts" sx={{ p: 2 }}>
      <Typography id="verdicts" variant="h2" sx={{ mb: 1 }}>
        {t('import.verdictTitle')}
      </Typography>
      <Box
        component="dl"
        sx={{ m: 0, display: 'grid', gap: 1.5, gridTemplateColumns: 'repeat(auto-fit, minmax(9rem, 1fr))' }}
      >
        {importVerdicts.map((verdict) => (
          <Box key={verdict} sx={{ display: 'flex', flexDirection: 'column-reverse' }}>
            <Box component="dt" sx={{ color: 'text.secondary', fontSize: '0.875rem' }}>
              {t(`import.verdicts.${verdict}`)}
            </Box>
            <Box component="dd" sx={{ m: 0, fontSize: '1.5rem', fontWeight: 700, fontVariantNumeric: 'tabular-nums' }}>
              {format.number(counts[verdict])}
            </Box>
          </Box>
        ))}
      </Box>
    </Paper>
  )
}

function Acts({ list: { id, state, counts } }: { list: CitizenImport }) {
  const { t } = useTranslation('citizens')
  const { client } = useStation()
  const { format } = useTown()
  const commit = useStep(() => client.citizens.commitImport({ id }))
  const cancel = useStep(() => client.citizens.cancelImport({ id }))
  const save = useMutation({
    mutationFn: () =>
      download(t('import.fileName'), (cursor) =>
        client.citizens.verdicts({ id, ...(cursor !== undefined && { cursor }) }),
      ),
  })
  const count = counts.new + counts.updates
  const busy = state === 'checking' || state === 'importing'
  return (
    <>
      <ErrorNotice error={commit.error ?? cancel.error ?? save.error} />
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
        {state === 'checked' && (
          <Button
            variant="contained"
            disabled={count + counts.unchanged === 0}
            loading={commit.isPending}
            onClick={() => commit.mutate(undefined)}
          >
            {count === 0 ? t('import.nothing') : t('import.commit', { count, number: format.number(count) })}
          </Button>
        )}
        {!busy && (
          <Button
            variant="outlined"
            startIcon={<FileDownload />}
            loading={save.isPending}
            onClick={() => save.mutate()}
          >
            {t('import.download')}
          </Button>
        )}
        {(busy || state === 'checked') && (
          <Button loading={cancel.isPending} onClick={() => cancel.mutate(undefined)}>
            {t('import.cancel')}
          </Button>
        )}
      </Box>
    </>
  )
}
