import { Box, Tab } from '@mui/material'
import { lazy, type ReactNode, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { PageHeader } from '../../ui/page-header.tsx'
import { SidewaysTabs } from '../../ui/sideways-tabs.tsx'
import { SkeletonRows } from '../../ui/skeletons.tsx'

const FlowsTab = lazy(async () => ({ default: (await import('./flows/flows-tab.tsx')).FlowsTab }))
const FlowPage = lazy(async () => ({ default: (await import('./editor/flow-page.tsx')).FlowPage }))
const IntentsTab = lazy(async () => ({ default: (await import('./intents/intents-tab.tsx')).IntentsTab }))
const MisunderstoodTab = lazy(async () => ({
  default: (await import('./misunderstood/misunderstood-tab.tsx')).MisunderstoodTab,
}))

/** Tabs that other features bring: the frame puts them in their place. */
export type BroughtTab = { readonly id: 'knowledge'; readonly content: ReactNode }

/** What the assistant says, understands, did not understand, and what others add; one conversation opens on its own. */
export function AssistantPage(props: {
  tab: string | undefined
  /** The conversation or wish that is open. */
  name: string | undefined
  brought?: readonly BroughtTab[]
}) {
  const { tab, name, brought = [] } = props
  if (tab === 'flows' && name !== undefined) {
    return (
      <Suspense fallback={<SkeletonRows />}>
        <FlowPage key={name} name={name} />
      </Suspense>
    )
  }
  return <Tabbed tab={tab} name={name} brought={brought} />
}

function Tabbed(props: { tab: string | undefined; name: string | undefined; brought: readonly BroughtTab[] }) {
  const { t } = useTranslation('assistant')
  const [, go] = useLocation()
  const tabs: readonly { id: 'flows' | 'intents' | 'misunderstood' | BroughtTab['id']; content: ReactNode }[] = [
    { id: 'flows', content: <FlowsTab /> },
    { id: 'intents', content: <IntentsTab open={props.name} /> },
    { id: 'misunderstood', content: <MisunderstoodTab /> },
    ...props.brought,
  ]
  const shown = tabs.find(({ id }) => id === props.tab) ?? tabs[0]
  if (shown === undefined) return null
  return (
    <Box sx={{ p: { xs: 2, sm: 3 }, maxWidth: '84rem', minWidth: 0 }}>
      <PageHeader title={t('title')} />
      <SidewaysTabs value={shown.id} onChange={(id) => go(`/assistant/${id}`)} label={t('title')} below={3}>
        {tabs.map(({ id }) => (
          <Tab key={id} value={id} label={t(`tabs.${id}`)} id={`tab-${id}`} aria-controls="tab-panel" />
        ))}
      </SidewaysTabs>
      <Box role="tabpanel" id="tab-panel" aria-labelledby={`tab-${shown.id}`}>
        <Suspense fallback={<SkeletonRows />}>{shown.content}</Suspense>
      </Box>
    </Box>
  )
}
