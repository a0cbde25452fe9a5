import { Box, Typography } from '@mui/material'
import { useTranslation } from 'react-i18next'
import type { Link } from '../../../contract/line.ts'
import { useFormat } from '../../i18n/format.ts'
import { useNow } from '../../ui/use-now.ts'
import { isSlow } from './link-rules.ts'

/** The number, since when, up to where everything is recorded, and how much is missing. */
export function LinkFacts({ link }: { link: Link }) {
  const { t } = useTranslation('line')
  const format = useFormat()
  const now = useNow()
  const facts = [
    ['phone', link.phone ?? t('noNumber')],
    ['since', `${format.dateTime(link.since)} (${format.waiting(link.since, now)})`],
    ['complete', useComplete(link.completeUntil)],
    ['gaps', link.gaps.length === 0 ? t('link.noGaps') : t('link.gaps', { count: link.gaps.length })],
  ] as const
  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      <Box
        component="dl"
        sx={{ m: 0, display: 'grid', gap: 2, gridTemplateColumns: 'repeat(auto-fit, minmax(11rem, 1fr))' }}
      >
        {facts.map(([name, value]) => (
          <div key={name}>
            <Typography component="dt" variant="body2" color="textSecondary">
              {t(`link.facts.${name}`)}
            </Typography>
            <Typography component="dd" sx={{ m: 0, fontWeight: 700 }}>
              {value}
            </Typography>
          </div>
        ))}
      </Box>
      {isSlow(link, now) && (
        <Typography variant="body2">{t('link.ramp', { when: format.dateTime(link.resumedAt ?? now) })}</Typography>
      )}
    </Box>
  )
}

/** The hour alone says it today; any other day needs its date. */
function useComplete(until: number | null): string {
  const { t } = useTranslation('line')
  const format = useFormat()
  const now = useNow()
  if (until === null) return t('link.notYet')
  const hour = format.time(until)
  return format.moment(until, now) === hour
    ? t('link.completeUntil', { when: hour })
    : t('link.completeUntilDay', { when: format.dateTime(until) })
}
