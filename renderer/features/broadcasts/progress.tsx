import { Alert, Box, Paper, Table, TableBody, TableCell, TableHead, TableRow, Typography } from '@mui/material'
import { useTranslation } from 'react-i18next'
import type { Broadcast } from '../../../contract/broadcasts.ts'
import { useTown } from '../../ui/town-clock.ts'
import { Exclusions, PlanFacts } from './forecast-panel.tsx'
import { useReason } from './reason-text.ts'
import { allIn, reachedIn, recipientsIn, type SentState, sentStates, shownStates } from './rules.ts'
import { DeliveryStateWord } from './state-word.tsx'

/** How it goes, by state: a bar to see it at once, a table to read it. */
export function Progress({ broadcast }: { broadcast: Broadcast }) {
  const { t } = useTranslation('broadcasts')
  const { format } = useTown()
  const { counts } = broadcast
  return (
    <Paper
      variant="outlined"
      component="section"
      aria-labelledby="broadcast-progress"
      sx={{ p: 2, display: 'grid', gap: 2 }}
    >
      <Typography variant="h3" component="h2" id="broadcast-progress">
        {t('progress.title')}
      </Typography>
      <Typography sx={{ fontSize: '1.25rem', fontWeight: 700 }} role="status">
        {broadcast.planned
          ? t('progress.reached', {
              number: format.number(reachedIn(counts)),
              all: format.number(recipientsIn(counts)),
            })
          : t('progress.planning', { number: format.number(allIn(counts)) })}
      </Typography>
      <Waiting broadcast={broadcast} />
      <Bar broadcast={broadcast} />
      <Box
        sx={{ display: 'grid', gap: 3, gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'repeat(2, minmax(0, 1fr))' } }}
      >
        <States broadcast={broadcast} />
        <Box sx={{ display: 'grid', gap: 2, alignContent: 'start' }}>
          {broadcast.forecast && (
            <>
              <Typography>{t('forecast.left', { number: format.number(broadcast.forecast.recipients) })}</Typography>
              <PlanFacts plan={broadcast.forecast} />
            </>
          )}
          <Exclusions excluded={broadcast.excluded} />
        </Box>
      </Box>
    </Paper>
  )
}

function Waiting({ broadcast }: { broadcast: Broadcast }) {
  const { t } = useTranslation('broadcasts')
  const { format } = useTown()
  const { wait } = useReason()
  const { waiting } = broadcast
  if (waiting === null || broadcast.state !== 'running') return null
  return (
    <Alert severity="info">
      <strong>{t('waiting.title')}: </strong>
      {t('waiting.until', { reason: wait(waiting.reason), time: format.dateTime(waiting.until) })}
    </Alert>
  )
}

/** Of who was to get it, from what reached people to what did not, so that a bar fills from the left. */
function Bar({ broadcast: { counts } }: { broadcast: Broadcast }) {
  const { t } = useTranslation('broadcasts')
  const all = Math.max(1, recipientsIn(counts))
  const words = shownStates.map((state) => `${t(`deliveryStates.${state}`)}: ${counts[state]}`).join(', ')
  return (
    <Box
      role="img"
      aria-label={`${t('progress.chart')}. ${words}`}
      sx={(theme) => ({
        display: 'flex',
        height: 24,
        borderRadius: 1,
        overflow: 'hidden',
        border: `1px solid ${theme.colors.line}`,
      })}
    >
      {sentStates.map((state) => (
        <Box
          key={state}
          sx={(theme) => ({
            flex: `${counts[state] / all} 0 0`,
            backgroundColor: fill(theme, state),
            // States stand apart also where colours do not.
            borderRight: counts[state] > 0 ? `2px solid ${theme.palette.background.paper}` : 0,
          })}
        />
      ))}
    </Box>
  )
}

type Colours = {
  readonly colors: {
    readonly good: string
    readonly info: string
    readonly warn: string
    readonly bad: string
    readonly line: string
    readonly accent: string
  }
}

function fill({ colors }: Colours, state: SentState): string {
  const fills: Readonly<Record<SentState, string>> = {
    read: colors.good,
    delivered: colors.accent,
    accepted: colors.info,
    released: colors.line,
    planned: 'transparent',
    check: colors.warn,
    failed: colors.bad,
  }
  return fills[state]
}

/** A share is of who was to get it; who gets nothing has reasons instead, which add up to the number. */
function States({ broadcast: { counts } }: { broadcast: Broadcast }) {
  const { t } = useTranslation('broadcasts')
  const { format } = useTown()
  const all = Math.max(1, recipientsIn(counts))
  return (
    <Table size="small" aria-label={t('progress.chart')}>
      <TableHead>
        <TableRow>
          <TableCell>{t('progress.state')}</TableCell>
          <TableCell align="right">{t('progress.people')}</TableCell>
          <TableCell align="right">{t('progress.share')}</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {shownStates.map((state) => (
          <TableRow key={state}>
            <TableCell component="th" scope="row">
              <DeliveryStateWord state={state} />
            </TableCell>
            <TableCell align="right">{format.number(counts[state])}</TableCell>
            <TableCell align="right">{state !== 'excluded' && format.percent(counts[state] / all)}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}
