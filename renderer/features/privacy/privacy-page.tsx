import { Box, Tab } from '@mui/material'
import { type ComponentType, lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { Permission } from '../../../contract/base.ts'
import { useMe } from '../../client/react.tsx'
import type privacy from '../../i18n/es/privacy.json'
import { PageHeader } from '../../ui/page-header.tsx'
import { SidewaysTabs } from '../../ui/sideways-tabs.tsx'
import { SkeletonRows } from '../../ui/skeletons.tsx'

type PrivacyTab = {
  readonly id: keyof typeof privacy.tabs
  readonly needs: Permission
  readonly Shown: ComponentType
}

const DocumentsTab = lazy(async () => ({ default: (await import('./documents-tab.tsx')).DocumentsTab }))
const IncidentsTab = lazy(async () => ({ default: (await import('./incidents/incidents-tab.tsx')).IncidentsTab }))
const LedgerTab = lazy(async () => ({ default: (await import('./ledger/ledger-tab.tsx')).LedgerTab }))
const NoticesTab = lazy(async () => ({ default: (await import('./notices/notices-tab.tsx')).NoticesTab }))
const RightsTab = lazy(async () => ({ default: (await import('./rights/rights-tab.tsx')).RightsTab }))
const RetentionTab = lazy(async () => ({ default: (await import('./retention/retention-tab.tsx')).RetentionTab }))

const tabs: readonly PrivacyTab[] = [
  { id: 'ledger', needs: 'privacy.read', Shown: LedgerTab },
  { id: 'notices', needs: 'consents.read', Shown: NoticesTab },
  { id: 'rights', needs: 'privacy.read', Shown: RightsTab },
  { id: 'retention', needs: 'privacy.read', Shown: RetentionTab },
  { id: 'incidents', needs: 'privacy.read', Shown: IncidentsTab },
  { id: 'documents', needs: 'privacy.read', Shown: DocumentsTab },
]

/** What the town answers for in data protection, each matter on its tab; only what the operator may see. */
export function PrivacyPage(props: { tab: string | undefined }) {
  const { t } = useTranslation('privacy')
  const { permissions } = useMe()
  const [, go] = useLocation()
  const allowed = tabs.filter((tab) => permissions.includes(tab.needs))
  const shown = allowed.find((tab) => tab.id === props.tab) ?? allowed[0]
  return (
    <Box sx={{ p: { xs: 2, sm: 3 }, maxWidth: '76rem' }}>
      <PageHeader title={t('title')} text={t('text')} />
      {shown && (
        <>
          <SidewaysTabs value={shown.id} onChange={(id) => go(`/privacy/${id}`)} label={t('title')} below={3}>
            {allowed.map((tab) => (
              <Tab
                key={tab.id}
                value={tab.id}
                label={t(`tabs.${tab.id}`)}
                id={`privacy-${tab.id}`}
                aria-controls="privacy-panel"
              />
            ))}
          </SidewaysTabs>
          <Box role="tabpanel" id="privacy-panel" aria-labelledby={`privacy-${shown.id}`}>
            <Suspense fallback={<SkeletonRows />}>
              <shown.Shown />
            </Suspense>
          </Box>
        </>
      )}
    </Box>
  )
}
