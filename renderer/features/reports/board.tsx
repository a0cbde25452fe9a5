import { Box, Button, Typography } from '@mui/material'
import { useQuery } from '@tanstack/react-query'
import { type DragEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type ReportMove, type ReportState, type ReportSummary, reportStates } from '../../../contract/reports.ts'
import { useMay, useStation } from '../../client/react.tsx'
import { useFormat } from '../../i18n/format.ts'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { SkeletonRows } from '../../ui/skeletons.tsx'
import { MoveDialog } from './move-dialog.tsx'
import { ReportCard } from './report-card.tsx'
import { type Sought, useReports } from './report-data.ts'
import { mayMove } from './rules.ts'
import { stateLooks } from './state-word.tsx'

export type Moving = { readonly report: ReportSummary; readonly to: ReportMove }

/** A column per state. A card is moved by its buttons, or dragged; either way what the citizen will read comes first. */
export function Board({ sought }: { sought: Sought }) {
  const [dragged, drag] = useState<ReportSummary | null>(null)
  const [moving, move] = useState<Moving | null>(null)
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 2,
        alignItems: 'start',
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'repeat(2, minmax(0, 1fr))', lg: 'repeat(4, minmax(0, 1fr))' },
      }}
    >
      {reportStates.map((state) => (
        <Column key={state} state={state} sought={sought} dragged={dragged} onDrag={drag} onMove={move} />
      ))}
      {moving !== null && <MoveDialog report={moving.report} to={moving.to} onClose={() => move(null)} />}
    </Box>
  )
}

type ColumnProps = {
  readonly state: ReportState
  readonly sought: Sought
  readonly dragged: ReportSummary | null
  readonly onDrag: (report: ReportSummary | null) => void
  readonly onMove: (moving: Moving) => void
}

function Column({ state, sought, dragged, onDrag, onMove }: ColumnProps) {
  const { t } = useTranslation('reports')
  const title = useId()
  const mayWrite = useMay('inbox.write')
  const { reports, isPending, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useReports(
    sought,
    state,
  )
  const accepts = dragged !== null && mayMove(dragged.state, state)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    if (dragged !== null && mayMove(dragged.state, state)) onMove({ report: dragged, to: state })
    onDrag(null)
  }
  return (
    <Box
      component="section"
      aria-labelledby={title}
      onDragOver={(event) => accepts && event.preventDefault()}
      onDrop={drop}
      sx={(theme) => ({
        borderRadius: 1,
        border: `1px ${accepts ? 'dashed' : 'solid'} ${accepts ? theme.colors.accent : theme.colors.line}`,
        backgroundColor: accepts ? theme.colors.accentSoft : theme.colors.surface,
        p: 1.5,
        display: 'grid',
        gap: 1.5,
        gridTemplateColumns: 'minmax(0, 1fr)',
      })}
    >
      <ColumnTitle id={title} state={state} />
      {isPending && <SkeletonRows rows={3} height={72} />}
      <ErrorNotice error={error} retry={() => void refetch()} />
      {reports?.length === 0 && (
        <Typography variant="body2" color="textSecondary">
          {t('none.column')}
        </Typography>
      )}
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1.5 }}>
        {reports?.map((report) => (
          <ReportCard
            key={report.id}
            report={report}
            movable={mayWrite}
            onDrag={(begins) => onDrag(begins ? report : null)}
            onMove={(to) => onMove({ report, to })}
          />
        ))}
      </Box>
      {hasNextPage && (
        <Button size="small" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </Box>
  )
}

function ColumnTitle(props: { id: string; state: ReportState }) {
  const { t } = useTranslation('reports')
  const { api } = useStation()
  const format = useFormat()
  const counts = useQuery(api.reports.counts.queryOptions())
  const { icon, tone } = stateLooks[props.state]
  return (
    <Typography
      id={props.id}
      variant="h2"
      sx={(theme) => ({
        display: 'flex',
        alignItems: 'center',
        gap: 1,
        fontSize: '1.05rem',
        '& svg': { color: tone === 'neutral' ? theme.colors.quiet : theme.colors[tone] },
      })}
    >
      {icon}
      {counts.data
        ? t('column', { state: t(`columns.${props.state}`), number: format.number(counts.data[props.state]) })
        : t(`columns.${props.state}`)}
    </Typography>
  )
}
