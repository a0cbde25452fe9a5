import { Box, Tab } from '@mui/material'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { Permission } from '../../../contract/base.ts'
import { useMe } from '../../client/react.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { SidewaysTabs } from '../../ui/sideways-tabs.tsx'
import { SkeletonRows } from '../../ui/skeletons.tsx'
import { ReviewDue } from './security/review-due.tsx'

const AccountTab = lazy(async () => ({ default: (await import('./account-tab.tsx')).AccountTab }))
const AuditTab = lazy(async () => ({ default: (await import('./audit-tab.tsx')).AuditTab }))
const BackupsTab = lazy(async () => ({ default: (await import('./backups-tab.tsx')).BackupsTab }))
const CalendarTab = lazy(async () => ({ default: (await import('./calendar-tab.tsx')).CalendarTab }))
const PeopleTab = lazy(async () => ({ default: (await import('./people-tab.tsx')).PeopleTab }))
const RepliesTab = lazy(async () => ({ default: (await import('./replies-tab.tsx')).RepliesTab }))
const SecurityTab = lazy(async () => ({ default: (await import('./security/security-tab.tsx')).SecurityTab }))
const TownTab = lazy(async () => ({ default: (await import('./town-tab.tsx')).TownTab }))

const tabs = [
  { id: 'town', needs: 'settings.read', Shown: TownTab },
  { id: 'calendar', needs: 'settings.read', Shown: CalendarTab },
  { id: 'people', needs: 'operators.manage', Shown: PeopleTab },
  { id: 'replies', needs: 'settings.read', Shown: RepliesTab },
  { id: 'backups', needs: 'backups.manage', Shown: BackupsTab },
  { id: 'security', needs: 'audit.read', Shown: SecurityTab },
  { id: 'audit', needs: 'audit.read', Shown: AuditTab },
  { id: 'account', needs: null, Shown: AccountTab },
] as const satisfies readonly { readonly id: string; readonly needs: Permission | null; readonly Shown: unknown }[]

/** Everything that can be set, each kind on its tab; only what the operator may see. */
export function SettingsPage(props: { tab: string | undefined }) {
  const { t } = useTranslation('settings')
  const { permissions } = useMe()
  const [, go] = useLocation()
  const allowed = tabs.filter((tab) => tab.needs === null || permissions.includes(tab.needs))
  const shown = allowed.find((tab) => tab.id === props.tab) ?? allowed[0]
  if (shown === undefined) return null
  return (
    <Box sx={{ p: { xs: 2, sm: 3 }, maxWidth: '76rem' }}>
      <PageHeader title={t('title')} />
      {shown.id !== 'security' && (
        <Suspense>
          <ReviewDue />
        </Suspense>
      )}
      <SidewaysTabs value={shown.id} onChange={(id) => go(`/settings/${id}`)} label={t('title')} below={3}>
        {allowed.map((tab) => (
          <Tab key={tab.id} value={tab.id} label={t(`tabs.${tab.id}`)} id={`tab-${tab.id}`} aria-controls="tab-panel" />
        ))}
      </SidewaysTabs>
      <Box role="tabpanel" id="tab-panel" aria-labelledby={`tab-${shown.id}`}>
        <Suspense fallback={<SkeletonRows />}>
          <shown.Shown />
        </Suspense>
      </Box>
    </Box>
  )
}
