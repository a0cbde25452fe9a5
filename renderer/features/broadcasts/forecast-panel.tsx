import { Alert, Box, Paper, Table, TableBody, TableCell, TableHead, TableRow, Typography } from '@mui/material'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { AudienceForecast, PlanForecast } from '../../../contract/broadcast.ts'
import { languageNames } from '../../i18n/languages.ts'
import { useTown } from '../../ui/town-clock.ts'
import { useReason } from './reason-text.ts'

/** Whom it reaches, who is left out and why, and when it ends. */
export function ForecastPanel({ forecast }: { forecast: AudienceForecast }) {
  const { t } = useTranslation('broadcasts')
  const { format } = useTown()
  const { byLanguage, excluded, plan, recipients } = forecast
  return (
    <Paper
      variant="outlined"
      component="section"
      aria-label={t('forecast.title')}
      sx={{ p: 2, display: 'grid', gap: 1.5 }}
    >
      <Typography variant="h3" component="h2">
        {recipients === 0 ? t('forecast.nobody') : t('forecast.recipients', { count: recipients })}
      </Typography>
      {byLanguage.length > 1 && (
        <Facts
          rows={byLanguage.map(({ lang, count }) => ({ name: languageNames[lang], value: format.number(count) }))}
          label={t('forecast.languages')}
        />
      )}
      {recipients > 0 && <PlanFacts plan={plan} />}
      <Exclusions excluded={excluded} />
    </Paper>
  )
}

/** When a plan ends and what decides it. */
export function PlanFacts({ plan }: { plan: PlanForecast }) {
  const { t, i18n } = useTranslation('broadcasts')
  const { format } = useTown()
  const { limit } = useReason()
  const list = new Intl.ListFormat(i18n.language)
  const { behind } = plan
  const waits = behind.length > 0
  const begins = plan.beginsAt === null ? t('forecast.never') : format.dateTime(plan.beginsAt)
  const rows = [
    ...(waits ? [{ name: t('forecast.begins'), value: begins }] : []),
    { name: t('forecast.ends'), value: plan.endsAt === null ? t('forecast.never') : format.dateTime(plan.endsAt) },
    { name: t('forecast.binds'), value: plan.bindingLimit === null ? t('forecast.noLimit') : limit(plan.bindingLimit) },
    { name: t('forecast.reserve'), value: t('forecast.messages', { number: format.number(plan.reserve) }) },
  ]
  return (
    <>
      {waits && (
        <Typography>
          <strong>{t('forecast.behind', { count: behind.length })}</strong>{' '}
          {list.format(behind.map(({ title }) => t('forecast.quoted', { title })))}
        </Typography>
      )}
      <Facts rows={rows} />
      {plan.tooSlow && <Alert severity="warning">{t('forecast.tooSlow')}</Alert>}
    </>
  )
}

export function Exclusions({ excluded }: { excluded: AudienceForecast['excluded'] }) {
  const { t } = useTranslation('broadcasts')
  const { format } = useTown()
  const { reason } = useReason()
  if (excluded.length === 0) return null
  const rows = excluded
    .toSorted((a, b) => b.count - a.count)
    .map((one) => ({ name: reason(one.reason), value: format.number(one.count) }))
  return <Facts rows={rows} label={t('forecast.excluded')} />
}

function Facts(props: { rows: readonly { readonly name: string; readonly value: ReactNode }[]; label?: string }) {
  return (
    <Box>
      {props.label !== undefined && (
        <Typography variant="body2" sx={{ fontWeight: 700, mb: 0.5 }}>
          {props.label}
        </Typography>
      )}
      <Box
        component="dl"
        sx={{ m: 0, display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) auto', columnGap: 2, rowGap: 0.5 }}
      >
        {props.rows.map(({ name, value }) => (
          <Box key={name} sx={{ display: 'contents' }}>
            <Typography component="dt" color="textSecondary">
              {name}
            </Typography>
            <Typography component="dd" sx={{ m: 0, fontWeight: 700, textAlign: 'right' }}>
              {value}
            </Typography>
          </Box>
        ))}
      </Box>
    </Box>
  )
}

/** The days of a plan as bars, and as a table for who reads it. */
export function PerDay({ plan }: { plan: PlanForecast }) {
  const { t } = useTranslation('broadcasts')
  const { format } = useTown()
  const most = Math.max(1, ...plan.perDay.map(({ count }) => count))
  if (plan.perDay.length < 2) return null
  return (
    <Table size="small" aria-label={t('forecast.perDay')}>
      <TableHead>
        <TableRow>
          <TableCell>{t('forecast.day')}</TableCell>
          <TableCell align="right">{t('forecast.sends')}</TableCell>
          <TableCell aria-hidden />
        </TableRow>
      </TableHead>
      <TableBody>
        {plan.perDay.slice(0, 14).map(({ day, count }) => (
          <TableRow key={day}>
            <TableCell component="th" scope="row">
              {format.day(Date.parse(`${day}T12:00:00Z`), 0)}
            </TableCell>
            <TableCell align="right">{format.number(count)}</TableCell>
            <TableCell aria-hidden sx={{ width: '40%' }}>
              <Box sx={{ height: 10, borderRadius: 5, width: `${(100 * count) / most}%`, bgcolor: 'primary.main' }} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}
