import Add from '@mui/icons-material/Add'
import { Box, Button } from '@mui/material'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Route, Switch, useLocation } from 'wouter'
import { useMay } from '../../client/react.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { BroadcastDetail } from './broadcast-detail.tsx'
import { BroadcastList } from './broadcast-list.tsx'
import { EditBroadcast, NewBroadcast } from './composer.tsx'
import { RulesDialog } from './rules-dialog.tsx'
import { TestPhonesDialog } from './test-phones-dialog.tsx'

/** Notices to many: all of them, one of them, or a new one. */
export function BroadcastsPage() {
  return (
    <Box sx={{ p: { xs: 2, sm: 3 }, maxWidth: '80rem' }}>
      <Switch>
        <Route path="/broadcasts/new">
          <NewBroadcast />
        </Route>
        <Route path="/broadcasts/:id/edit">{({ id }) => <EditBroadcast key={id} id={id} />}</Route>
        <Route path="/broadcasts/:id">{({ id }) => <BroadcastDetail key={id} id={id} />}</Route>
        <Route>
          <AllBroadcasts />
        </Route>
      </Switch>
    </Box>
  )
}

function AllBroadcasts() {
  const { t } = useTranslation('broadcasts')
  const [, go] = useLocation()
  const mayWrite = useMay('broadcasts.write')
  const mayRule = useMay('settings.write')
  const [setting, set] = useState<'rules' | 'phones' | null>(null)
  const close = () => set(null)
  return (
    <>
      <PageHeader
        title={t('title')}
        text={t('text')}
        actions={
          <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
            {mayRule && (
              <>
                <Button variant="outlined" onClick={() => set('phones')}>
                  {t('tests.phones')}
                </Button>
                <Button variant="outlined" onClick={() => set('rules')}>
                  {t('rules.open')}
                </Button>
              </>
            )}
            {mayWrite && (
              <Button variant="contained" startIcon={<Add />} onClick={() => go('/broadcasts/new')}>
                {t('new')}
              </Button>
            )}
          </Box>
        }
      />
      <BroadcastList />
      {setting === 'phones' && <TestPhonesDialog onClose={close} />}
      {setting === 'rules' && <RulesDialog onClose={close} />}
    </>
  )
}
