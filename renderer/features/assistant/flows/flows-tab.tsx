import AccountTree from '@mui/icons-material/AccountTreeOutlined'
import { Box, Typography } from '@mui/material'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useStation } from '../../../client/react.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { SkeletonRows } from '../../../ui/skeletons.tsx'
import { FaultList } from '../editor/fault-list.tsx'
import { FlowRow } from './flow-row.tsx'
import { SwitchAll } from './switch-all.tsx'

/** Every conversation the assistant can have, and whether it may. */
export function FlowsTab() {
  const { t } = useTranslation('assistant')
  const { api } = useStation()
  const flows = useQuery(api.assistant.flows.queryOptions())
  return (
    <Box sx={{ display: 'grid', gap: 2, maxWidth: '64rem' }}>
      <Typography color="textSecondary">{t('flows.text')}</Typography>
      {flows.isPending && <SkeletonRows rows={5} height={88} />}
      <ErrorNotice error={flows.error} retry={() => void flows.refetch()} />
      {flows.data && (
        <>
          <SwitchAll on={flows.data.on} />
          {flows.data.faults.length > 0 && (
            <FaultList title={t('flows.notRunning')} text={t('flows.notRunningText')} faults={flows.data.faults} />
          )}
          {flows.data.flows.length === 0 && (
            <EmptyState icon={<AccountTree />} title={t('flows.none')} text={t('flows.noneText')} />
          )}
          <Box
            component="ul"
            aria-label={t('flows.list')}
            sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1 }}
          >
            {flows.data.flows.map((flow) => (
              <FlowRow key={flow.name} flow={flow} silent={!flows.data.on} />
            ))}
          </Box>
        </>
      )}
    </Box>
  )
}
