import NotificationsActive from '@mui/icons-material/NotificationsActiveOutlined'
import PhotoCamera from '@mui/icons-material/PhotoCameraOutlined'
import Place from '@mui/icons-material/PlaceOutlined'
import { Box, Button, Link, Paper, Typography } from '@mui/material'
import { useTranslation } from 'react-i18next'
import { Link as RouteLink } from 'wouter'
import type { ReportMove, ReportSummary } from '../../../contract/reports.ts'
import { StatusWord } from '../../ui/status-word.tsx'
import { useTown } from '../../ui/town-clock.ts'
import { useNow } from '../../ui/use-now.ts'
import { moveName, movesFrom, reportPath } from './rules.ts'

type Props = {
  readonly report: ReportSummary
  readonly movable: boolean
  /** True when it begins to be dragged, false when it is let go. */
  readonly onDrag: (begins: boolean) => void
  readonly onMove: (to: ReportMove) => void
}

/** A report on the board. */
export function ReportCard({ report, movable, onDrag, onMove }: Props) {
  const { t } = useTranslation('reports')
  return (
    <Paper
      component="li"
      variant="outlined"
      draggable={movable}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = 'move'
        event.dataTransfer.setData('text/plain', report.number)
        onDrag(true)
      }}
      onDragEnd={() => onDrag(false)}
      sx={(theme) => ({
        p: 1.5,
        display: 'grid',
        gap: 0.75,
        backgroundColor: theme.colors.raised,
        cursor: movable ? 'grab' : 'auto',
      })}
    >
      <CardWords report={report} />
      {movable && (
        <Box
          role="group"
          aria-label={t('card.moves', { number: report.number })}
          sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.5, ml: -1 }}
        >
          {movesFrom(report.state).map((to) => (
            <Button key={to} size="small" onClick={() => onMove(to)}>
              {t(`moves.${moveName(report.state, to)}`)}
            </Button>
          ))}
        </Box>
      )}
    </Paper>
  )
}

function CardWords({ report }: { report: ReportSummary }) {
  const { t } = useTranslation('reports')
  const { format } = useTown()
  const now = useNow()
  return (
    <>
      <Box sx={{ display: 'flex', justifyContent: 'space-between', gap: 1, fontSize: '0.875rem' }}>
        <Link
          component={RouteLink}
          href={reportPath(report.id)}
          aria-label={t('card.open', { number: report.number, what: report.what.slice(0, 80) })}
          draggable={false}
          sx={{ fontWeight: 700, minHeight: 24 }}
        >
          {report.number}
        </Link>
        <Box component="time" sx={{ color: 'text.secondary' }}>
          {format.moment(report.openedAt, now)}
        </Box>
      </Box>
      <Typography dir="auto" sx={{ ...threeLines, overflowWrap: 'anywhere' }}>
        {report.what}
      </Typography>
      {report.place.text !== '' && (
        <StatusWord icon={<Place aria-hidden />} sx={{ overflowWrap: 'anywhere' }}>
          {report.place.text}
        </StatusWord>
      )}
      <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 1.5 }}>
        {report.department !== '' && <Box sx={{ fontSize: '0.875rem', fontWeight: 700 }}>{report.department}</Box>}
        {report.photos > 0 && (
          <StatusWord icon={<PhotoCamera aria-hidden />}>{t('card.photos', { count: report.photos })}</StatusWord>
        )}
        {report.notify && <StatusWord icon={<NotificationsActive aria-hidden />}>{t('card.notify')}</StatusWord>}
      </Box>
    </>
  )
}

const threeLines = {
  display: '-webkit-box',
  WebkitLineClamp: 3,
  WebkitBoxOrient: 'vertical',
  overflow: 'hidden',
} as const
