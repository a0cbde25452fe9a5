import { Box, Checkbox, FormControlLabel, FormHelperText, TextField, Typography } from '@mui/material'
import { useTranslation } from 'react-i18next'
import type { LineSettings, SummerTimetable } from '../../../../contract/line-safety.ts'
import { daysIn, monthDayOf, monthsOfYear, partsOf } from './rules.ts'
import { SpeakingHours } from './speaking-hours.tsx'

/** Hours of their own for a part of the year; `change` is null for who may only look. */
export function SummerHours(props: {
  summer: LineSettings['summer']
  usual: SummerTimetable
  never: { readonly before: string; readonly after: string }
  wrong: ReadonlySet<string>
  change: ((summer: LineSettings['summer']) => void) | null
}) {
  const { t } = useTranslation('line')
  const { summer, change, wrong } = props
  return (
    <Box component="fieldset" sx={{ border: 0, p: 0, m: 0, display: 'grid', gap: 1.5 }}>
      <Typography component="legend" variant="h3" sx={{ mb: 1 }}>
        {t('safety.policy.groups.summer')}
      </Typography>
      <FormControlLabel
        control={<Checkbox />}
        label={t('safety.policy.summer.has')}
        checked={summer !== null}
        disabled={change === null}
        onChange={(_, has) => change?.(has ? props.usual : null)}
      />
      <FormHelperText sx={{ m: 0 }}>{t('safety.policy.summer.text')}</FormHelperText>
      {summer && (
        <>
          {(['from', 'to'] as const).map((end) => (
            <MonthDay
              key={end}
              label={t(`safety.policy.summer.${end}`)}
              value={summer[end]}
              wrong={wrong.has(`summer.${end}`)}
              change={change && ((day) => change({ ...summer, [end]: day }))}
            />
          ))}
          <SpeakingHours
            title={t('safety.policy.summer.hours')}
            nameOf={(day) => t('safety.policy.summer.on', { day })}
            hours={summer.hours}
            never={props.never}
            wrong={wrong.has('summer.hours')}
            change={change && ((hours) => change({ ...summer, hours: [...hours] }))}
          />
        </>
      )}
    </Box>
  )
}

/** A day of any year, as day and month. */
function MonthDay(props: { label: string; value: string; wrong: boolean; change: ((value: string) => void) | null }) {
  const { t, i18n } = useTranslation('line')
  const { label, value, wrong, change } = props
  const [month, day] = partsOf(value)
  const names = new Intl.DateTimeFormat(i18n.language, { month: 'long', timeZone: 'UTC' })
  const choose = (part: 'day' | 'month', shown: number, options: readonly (readonly [number, string])[]) => (
    <TextField
      select
      size="small"
      label={t(`safety.policy.summer.${part}`)}
      disabled={change === null}
      error={wrong}
      value={shown}
      onChange={({ target }) => {
        const chosen = { month, day, [part]: Number(target.value) }
        change?.(monthDayOf(chosen.month, chosen.day))
      }}
      slotProps={{
        select: { native: true },
        htmlInput: { 'aria-label': `${label}: ${t(`safety.policy.summer.${part}`)}` },
      }}
    >
      {options.map(([option, name]) => (
        <option key={option} value={option}>
          {name}
        </option>
      ))}
    </TextField>
  )
  const days = Array.from({ length: daysIn(month) }, (_, at) => [at + 1, String(at + 1)] as const)
  return (
    <Box role="group" aria-label={label} sx={{ display: 'grid', gap: 1, gridTemplateColumns: '1fr 2fr' }}>
      <Typography aria-hidden sx={{ gridColumn: '1 / -1' }}>
        {label}
      </Typography>
      {choose('day', day, days)}
      {choose(
        'month',
        month,
        monthsOfYear.map((at) => [at, names.format(Date.UTC(2024, at - 1, 1))] as const),
      )}
    </Box>
  )
}
