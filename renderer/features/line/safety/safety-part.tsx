import { Box, Button, Paper, Typography } from '@mui/material'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay, useStation } from '../../../client/react.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { SkeletonRows } from '../../../ui/skeletons.tsx'
import { BrakeNotice } from './brake-notice.tsx'
import { BreakerTable } from './breaker-table.tsx'
import { BudgetGauge } from './budget-gauge.tsx'
import { HaltHistory } from './halt-history.tsx'
import { LineCalendar } from './line-calendar.tsx'
import { PolicyDialog } from './policy-dialog.tsx'
import { RehearsalDialog } from './rehearsal-dialog.tsx'
import { WarmUp } from './warm-up.tsx'

/** Sends do not tell the consoles of a budget; it is asked for while it is looked at. */
const askEveryMs = 5_000

/** What protects the number from the town itself: what may leave today, the brake, the days to come. */
export function SafetyPart({ lineId }: { lineId: string }) {
  const { t } = useTranslation('line')
  const { api } = useStation()
  const mayControl = useMay('line.control')
  const found = useQuery(api.lines.safety.queryOptions({ input: { id: lineId }, refetchInterval: askEveryMs }))
  const [open, setOpen] = useState<'policy' | 'rehearsal' | null>(null)
  const safety = found.data
  return (
    <Paper
      component="section"
      variant="outlined"
      aria-label={t('safety.title')}
      sx={{ p: 3, display: 'grid', gap: 3, minWidth: 0 }}
    >
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, alignItems: 'start' }}>
        <Box sx={{ flex: '1 1 20rem' }}>
          <Typography variant="h2">{t('safety.title')}</Typography>
          <Typography color="textSecondary">{t('safety.text')}</Typography>
        </Box>
        <Button variant="outlined" onClick={() => setOpen('rehearsal')}>
          {t('safety.rehearsal.go')}
        </Button>
        <Button variant="outlined" onClick={() => setOpen('policy')}>
          {t('safety.policy.go')}
        </Button>
      </Box>
      <ErrorNotice error={found.error} retry={() => void found.refetch()} />
      {found.isPending && <SkeletonRows rows={4} />}
      {safety && (
        <>
          <BrakeNotice lineId={lineId} brake={safety.brake} mayControl={mayControl} />
          <BudgetGauge budget={safety.budget} />
          <WarmUp warmUp={safety.budget.warmUp} days={safety.days} />
          <BreakerTable breakers={safety.breakers} />
          <LineCalendar lineId={lineId} />
          <HaltHistory events={safety.events} />
        </>
      )}
      {open === 'policy' && <PolicyDialog mayControl={mayControl} onClose={() => setOpen(null)} />}
      {open === 'rehearsal' && <RehearsalDialog lineId={lineId} onClose={() => setOpen(null)} />}
    </Paper>
  )
}
