import { Box } from '@mui/material'
import { useQuery } from '@tanstack/react-query'
import { useStation } from '../../../client/react.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { SkeletonRows } from '../../../ui/skeletons.tsx'
import { HoldList } from './hold-list.tsx'
import { PreviewPanel } from './preview-panel.tsx'
import { RunList } from './run-list.tsx'
import { Terms } from './terms.tsx'

/** How long each thing is kept, what would go now, what stays and what went. */
export function RetentionTab() {
  const { api } = useStation()
  const status = useQuery(api.retention.status.queryOptions())
  if (status.data === undefined) {
    return status.error ? (
      <ErrorNotice error={status.error} retry={() => void status.refetch()} />
    ) : (
      <SkeletonRows rows={6} height={48} />
    )
  }
  const { settings, backupDays, running, holds, runs } = status.data
  return (
    <Box sx={{ display: 'grid', gap: 4, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Terms key={JSON.stringify(settings)} saved={settings} backupDays={backupDays} />
      <PreviewPanel running={running} />
      <HoldList holds={holds} />
      <RunList runs={runs} />
    </Box>
  )
}
