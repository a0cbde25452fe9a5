import { Box, Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material'
import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FlowSummary, FlowVersion } from '../../../../contract/assistant.ts'
import { useStation } from '../../../client/react.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { SkeletonRows } from '../../../ui/skeletons.tsx'
import { DiffList } from './diff-list.tsx'
import { VersionActions } from './version-actions.tsx'
import { VersionList } from './version-list.tsx'

/** Every version, what each changed, and the way back to it. */
export function HistoryDialog(props: { name: string; summary: FlowSummary; onClose: () => void }) {
  const { name, summary } = props
  const { t } = useTranslation('assistant')
  const { t: common } = useTranslation()
  const { api } = useStation()
  const title = useId()
  const history = useQuery(api.assistant.history.queryOptions({ input: { name } }))
  const [chosen, setChosen] = useState<number | null>(null)
  const versions = history.data ?? []
  const shown = versions.find(({ version }) => version === chosen) ?? versions[0]
  return (
    <Dialog open onClose={props.onClose} aria-labelledby={title} fullWidth maxWidth="lg">
      <DialogTitle id={title}>{t('history.title')}</DialogTitle>
      <DialogContent dividers sx={{ p: 0 }}>
        {history.isPending && <SkeletonRows />}
        <ErrorNotice error={history.error} retry={() => void history.refetch()} />
        <Box sx={{ display: 'grid', gridTemplateColumns: { sm: 'minmax(11rem, 20rem) minmax(0, 1fr)' } }}>
          <VersionList versions={versions} shown={shown?.version ?? null} choose={setChosen} />
          {shown && (
            <Box sx={{ p: 2, display: 'grid', gap: 2, alignContent: 'start', minWidth: 0 }}>
              <VersionActions name={name} version={shown} published={summary.published?.version ?? null} />
              <WhatChanged key={shown.version} name={name} version={shown} before={before(versions, shown)} />
            </Box>
          )}
        </Box>
      </DialogContent>
      <DialogActions>
        <Button onClick={props.onClose}>{common('close')}</Button>
      </DialogActions>
    </Dialog>
  )
}

/** The version that citizens had before this one. */
const before = (versions: readonly FlowVersion[], { version }: FlowVersion): number | null =>
  versions.find((other) => other.version < version)?.version ?? null

function WhatChanged(props: { name: string; version: FlowVersion; before: number | null }) {
  const { t } = useTranslation('assistant')
  const { api } = useStation()
  const { name, version, before } = props
  const diff = useQuery(
    api.assistant.diff.queryOptions({
      input: { name, from: before ?? 1, to: version.version },
      enabled: before !== null,
    }),
  )
  if (before === null) return <Box sx={{ color: 'text.secondary' }}>{t('history.first')}</Box>
  return (
    <Box component="section" aria-label={t('history.changes', { version: version.version, before })}>
      <Box component="h3" sx={{ m: 0, mb: 1.5, fontSize: '1.05rem' }}>
        {t('history.changes', { version: version.version, before })}
      </Box>
      {diff.isPending && <SkeletonRows rows={4} height={40} />}
      <ErrorNotice error={diff.error} retry={() => void diff.refetch()} />
      {diff.data && <DiffList diff={diff.data} />}
    </Box>
  )
}
