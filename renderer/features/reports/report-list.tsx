import Campaign from '@mui/icons-material/CampaignOutlined'
import { Box, Button, Link, MenuItem, TableCell, TableRow, TextField } from '@mui/material'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link as RouteLink } from 'wouter'
import { type ReportState, type ReportSummary, reportStates } from '../../../contract/reports.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { ListTable } from '../../ui/list-table.tsx'
import { SkeletonRows } from '../../ui/skeletons.tsx'
import { useTown } from '../../ui/town-clock.ts'
import { type Sought, useReports } from './report-data.ts'
import { reportPath } from './rules.ts'
import { ReportStateWord } from './state-word.tsx'

const columns = ['number', 'what', 'place', 'department', 'state', 'opened'] as const

/** Every report in a table, the newest first. */
export function ReportList({ sought }: { sought: Sought }) {
  const { t } = useTranslation('reports')
  const [state, setState] = useState<ReportState | null>(null)
  const { reports, isPending, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useReports(
    sought,
    state,
  )
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)', justifyItems: 'start' }}>
      <TextField
        select
        label={t('filter.state')}
        value={state ?? 'all'}
        onChange={({ target }) => setState(reportStates.find((one) => one === target.value) ?? null)}
        sx={{ maxWidth: '16rem' }}
      >
        <MenuItem value="all">{t('filter.all')}</MenuItem>
        {reportStates.map((one) => (
          <MenuItem key={one} value={one}>
            {t(`states.${one}`)}
          </MenuItem>
        ))}
      </TextField>
      {isPending && <SkeletonRows />}
      <ErrorNotice error={error} retry={() => void refetch()} />
      {reports?.length === 0 && <Nothing filtered={sought.q !== '' || sought.department !== null || state !== null} />}
      {reports !== undefined && reports.length > 0 && <ReportTable reports={reports} />}
      {hasNextPage && (
        <Button variant="outlined" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </Box>
  )
}

function Nothing({ filtered }: { filtered: boolean }) {
  const { t } = useTranslation('reports')
  return filtered ? (
    <EmptyState icon={<Campaign />} title={t('none.filtered')} text={t('none.filteredText')} />
  ) : (
    <EmptyState icon={<Campaign />} title={t('none.title')} text={t('none.text')} />
  )
}

function ReportTable({ reports }: { reports: readonly ReportSummary[] }) {
  const { t } = useTranslation('reports')
  const { format } = useTown()
  return (
    <ListTable label={t('table.label')} columns={columns.map((column) => t(`table.${column}`))}>
      {reports.map((report) => (
        <TableRow key={report.id}>
          <TableCell component="th" scope="row" sx={{ whiteSpace: 'nowrap' }}>
            <Link component={RouteLink} href={reportPath(report.id)} sx={{ fontWeight: 700 }}>
              {report.number}
            </Link>
          </TableCell>
          <TableCell dir="auto" sx={{ minWidth: 200, overflowWrap: 'anywhere' }}>
            {report.what.length > 140 ? `${report.what.slice(0, 140)}…` : report.what}
          </TableCell>
          <TableCell dir="auto">{report.place.text}</TableCell>
          <TableCell>{report.department}</TableCell>
          <TableCell>
            <ReportStateWord state={report.state} />
          </TableCell>
          <TableCell sx={{ whiteSpace: 'nowrap' }}>{format.dateTime(report.openedAt)}</TableCell>
        </TableRow>
      ))}
    </ListTable>
  )
}
