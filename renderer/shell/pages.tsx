import SearchOff from '@mui/icons-material/SearchOff'
import { Button } from '@mui/material'
import { lazy } from 'react'
import { useTranslation } from 'react-i18next'
import { Redirect, Route, Link as RouteLink, Switch } from 'wouter'
import { useMe } from '../client/react.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { sectionsFor } from './sections.tsx'

const InboxPage = lazy(async () => ({ default: (await import('../features/inbox/inbox-page.tsx')).InboxPage }))
const KnowledgeSection = lazy(async () => ({
  default: (await import('../features/knowledge/knowledge-section.tsx')).KnowledgeSection,
}))
const LinePage = lazy(async () => ({ default: (await import('../features/line/line-page.tsx')).LinePage }))
const PhonePage = lazy(async () => ({ default: (await import('../features/phone/phone-page.tsx')).PhonePage }))
const SettingsPage = lazy(async () => ({
  default: (await import('../features/settings/settings-page.tsx')).SettingsPage,
}))

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
      {shown.has('assistant') && <Route path="/assistant/:tab?" component={KnowledgeSection} />}
      {shown.has('phone') && <Route path="/phone" component={PhonePage} />}
      {shown.has('line') && <Route path="/line" component={LinePage} />}
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
