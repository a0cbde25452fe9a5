import Add from '@mui/icons-material/Add'
import ViewKanban from '@mui/icons-material/ViewKanbanOutlined'
import ViewList from '@mui/icons-material/ViewListOutlined'
import { Box, Button, ToggleButton, ToggleButtonGroup } from '@mui/material'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Route, Switch, useLocation } from 'wouter'
import { useMay } from '../../client/react.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { Board } from './board.tsx'
import { ReportDetail } from './detail/report-detail.tsx'
import { Filters } from './filters.tsx'
import { NewReport } from './new-report.tsx'
import type { Sought } from './report-data.ts'
import { ReportList } from './report-list.tsx'
import { isLayout, type Layout, reportPath } from './rules.ts'

const place = 'ventanilla.reports.layout'

/** Street reports: the board or the list of them, one of them, or a new one. */
export function ReportsPage() {
  const [, go] = useLocation()
  const close = () => go('/reports')
  const opened = (id: string) => go(reportPath(id), { replace: true })
  return (
    <Switch>
      <Route path="/reports/new/:conversationId?">
        {({ conversationId }) => (
          <>
            <AllReports />
            <NewReport conversationId={conversationId ?? null} onOpened={opened} onClose={close} />
          </>
        )}
      </Route>
      <Route path="/reports/:id">{({ id }) => <ReportDetail key={id} id={id} />}</Route>
      <Route>
        <AllReports />
      </Route>
    </Switch>
  )
}

function AllReports() {
  const { t } = useTranslation('reports')
  const [, go] = useLocation()
  const mayWrite = useMay('inbox.write')
  const [layout, choose] = useLayout()
  const [sought, seek] = useState<Sought>({ q: '', department: null })
  return (
    <Box sx={{ p: { xs: 2, sm: 3 }, display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', alignContent: 'start' }}>
      <PageHeader
        title={t('title')}
        text={t('text')}
        actions={
          mayWrite && (
            <Button variant="contained" startIcon={<Add />} onClick={() => go('/reports/new')}>
              {t('new')}
            </Button>
          )
        }
      />
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, alignItems: 'center', mb: 2 }}>
        <ToggleButtonGroup
          exclusive
          size="small"
          value={layout}
          onChange={(_, next: Layout | null) => next && choose(next)}
          aria-label={t('views.label')}
        >
          <ToggleButton value="board" sx={{ gap: 1, textTransform: 'none', minHeight: 40, color: 'text.primary' }}>
            <ViewKanban fontSize="small" aria-hidden />
            {t('views.board')}
          </ToggleButton>
          <ToggleButton value="list" sx={{ gap: 1, textTransform: 'none', minHeight: 40, color: 'text.primary' }}>
            <ViewList fontSize="small" aria-hidden />
            {t('views.list')}
          </ToggleButton>
        </ToggleButtonGroup>
        <Filters sought={sought} seek={seek} />
      </Box>
      {layout === 'board' ? <Board sought={sought} /> : <ReportList sought={sought} />}
    </Box>
  )
}

/** As this machine last looked at them. */
function useLayout(): readonly [Layout, (layout: Layout) => void] {
  const [layout, setLayout] = useState<Layout>(() => {
    const saved = localStorage.getItem(place)
    return isLayout(saved) ? saved : 'board'
  })
  return [
    layout,
    (next) => {
      localStorage.setItem(place, next)
      setLayout(next)
    },
  ]
}
