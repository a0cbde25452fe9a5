import ArrowBack from '@mui/icons-material/ArrowBack'
import { Box, Button, Paper, Typography } from '@mui/material'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link as RouteLink } from 'wouter'
import type { Report, ReportMove } from '../../../../contract/reports.ts'
import { useMay, useStation } from '../../../client/react.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { SkeletonRows } from '../../../ui/skeletons.tsx'
import { MoveDialog } from '../move-dialog.tsx'
import { moveName, movesFrom } from '../rules.ts'
import { SimilarList } from '../similar.tsx'
import { ReportStateWord } from '../state-word.tsx'
import { Department } from './department.tsx'
import { Facts } from './facts.tsx'
import { History } from './history.tsx'
import { NoteForm } from './note-form.tsx'
import { Photos } from './photos.tsx'

/** One report: what and where, what was done, and what can be done. */
export function ReportDetail({ id }: { id: string }) {
  const { t } = useTranslation('reports')
  const { api } = useStation()
  const report = useQuery(api.reports.get.queryOptions({ input: { id } }))
  return (
    <Box sx={{ p: { xs: 2, sm: 3 }, maxWidth: '76rem' }}>
      <Button component={RouteLink} href="/reports" startIcon={<ArrowBack />} sx={{ ml: -2, mb: 1 }}>
        {t('detail.back')}
      </Button>
      {report.isPending && <SkeletonRows />}
      <ErrorNotice error={report.error} retry={() => void report.refetch()} />
      {report.data && <Shown report={report.data} />}
    </Box>
  )
}

function Shown({ report }: { report: Report }) {
  const mayWrite = useMay('inbox.write')
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => title.current?.focus(), [])
  return (
    <>
      <Box component="header" sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 2, mb: 2 }}>
        <Typography ref={title} tabIndex={-1} variant="h1" sx={{ '&:focus': { outline: 'none' } }}>
          {report.number}
        </Typography>
        <ReportStateWord state={report.state} chip />
      </Box>
      <Box
        sx={{
          display: 'grid',
          gap: 3,
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'minmax(0, 3fr) minmax(0, 2fr)' },
        }}
      >
        <Box sx={{ display: 'grid', gap: 3, alignContent: 'start', gridTemplateColumns: 'minmax(0, 1fr)' }}>
          <Facts report={report} />
          <Photos report={report} />
          <History events={report.history} />
          {mayWrite && <NoteForm id={report.id} />}
        </Box>
        <Box sx={{ display: 'grid', gap: 2, alignContent: 'start', gridTemplateColumns: 'minmax(0, 1fr)' }}>
          {mayWrite && <Moves report={report} />}
          <Department key={report.department} report={report} />
          <SimilarList reports={report.similar} />
        </Box>
      </Box>
    </>
  )
}

function Moves({ report }: { report: Report }) {
  const { t } = useTranslation('reports')
  const [to, choose] = useState<ReportMove | null>(null)
  return (
    <Paper variant="outlined" component="section" aria-labelledby="moves" sx={{ p: 2, display: 'grid', gap: 1 }}>
      <Typography id="moves" variant="h2">
        {t('detail.state')}
      </Typography>
      {movesFrom(report.state).map((move, index) => (
        <Button key={move} variant={index === 0 ? 'contained' : 'outlined'} onClick={() => choose(move)}>
          {t(`moves.${moveName(report.state, move)}`)}
        </Button>
      ))}
      {to !== null && <MoveDialog report={report} to={to} onClose={() => choose(null)} />}
    </Paper>
  )
}
