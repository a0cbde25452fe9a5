import SearchOff from '@mui/icons-material/SearchOff'
import { Button } from '@mui/material'
import { lazy } from 'react'
import { useTranslation } from 'react-i18next'
import { Redirect, Route, Link as RouteLink, Switch } from 'wouter'
import { useMe } from '../client/react.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { sectionsFor } from './sections.tsx'

const AgendaPage = lazy(async () => ({ default: (await import('../features/agenda/agenda-page.tsx')).AgendaPage }))
const AssistantPage = lazy(async () => ({
  default: (await import('../features/assistant/assistant-page.tsx')).AssistantPage,
}))
const CitizensPage = lazy(async () => ({
  default: (await import('../features/citizens/citizens-page.tsx')).CitizensPage,
}))
const BroadcastsPage = lazy(async () => ({
  default: (await import('../features/broadcasts/broadcasts-page.tsx')).BroadcastsPage,
}))
const InboxPage = lazy(async () => ({ default: (await import('../features/inbox/inbox-page.tsx')).InboxPage }))
const KnowledgePage = lazy(async () => ({
  default: (await import('../features/knowledge/knowledge-page.tsx')).KnowledgePage,
}))
const LinePage = lazy(async () => ({ default: (await import('../features/line/line-page.tsx')).LinePage }))
const PhonePage = lazy(async () => ({ default: (await import('../features/phone/phone-page.tsx')).PhonePage }))
const PrivacyPage = lazy(async () => ({
  default: (await import('../features/privacy/privacy-page.tsx')).PrivacyPage,
}))
const ReportsPage = lazy(async () => ({
  default: (await import('../features/reports/reports-page.tsx')).ReportsPage,
}))
const SettingsPage = lazy(async () => ({
  default: (await import('../features/settings/settings-page.tsx')).SettingsPage,
}))

/** What other features bring to the section of the assistant. */
const brought = [{ id: 'knowledge', content: <KnowledgePage /> }] as const

/** Which feature an address shows. */
export function Pages(props: { practice: boolean }) {
  const me = useMe()
  const shown = new Set(
    sectionsFor({ permissions: me.permissions, practice: props.practice }).map((section) => section.id),
  )
  return (
    <Switch>
      <Route path="/">
        <Redirect to={shown.has('inbox') ? '/inbox' : '/settings'} replace />
      </Route>
      {shown.has('inbox') && <Route path="/inbox/*?" component={InboxPage} />}
      {shown.has('citizens') && (
        <Route path="/citizens/:tab?/:id?">{({ tab, id }) => <CitizensPage tab={tab} id={id} />}</Route>
      )}
      {shown.has('broadcasts') && <Route path="/broadcasts/*?" component={BroadcastsPage} />}
      {shown.has('reports') && <Route path="/reports/*?" component={ReportsPage} />}
      {shown.has('agenda') && <Route path="/agenda/*?" component={AgendaPage} />}
      {shown.has('assistant') && (
        <Route path="/assistant/:tab?/:name?">
          {({ tab, name }) => <AssistantPage tab={tab} name={name} brought={brought} />}
        </Route>
      )}
      {shown.has('phone') && <Route path="/phone" component={PhonePage} />}
      {shown.has('line') && <Route path="/line" component={LinePage} />}
      {shown.has('privacy') && <Route path="/privacy/:tab?/:id?">{({ tab }) => <PrivacyPage tab={tab} />}</Route>}
      <Route path="/settings/:tab?">{({ tab }) => <SettingsPage tab={tab} />}</Route>
      <Route>
        <NotHere />
      </Route>
    </Switch>
  )
}

function NotHere() {
  const { t } = useTranslation('shell')
  return (
    <EmptyState
      page
      icon={<SearchOff />}
      title={t('notHere.title')}
      text={t('notHere.text')}
      action={
        <Button component={RouteLink} href="/" variant="contained">
          {t('notHere.go')}
        </Button>
      }
    />
  )
}
