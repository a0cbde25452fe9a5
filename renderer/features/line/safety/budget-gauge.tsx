import { Box, Typography } from '@mui/material'
import { useTranslation } from 'react-i18next'
import type { LineBudget } from '../../../../contract/line-safety.ts'
import { useFormat } from '../../../i18n/format.ts'
import { gaugeParts } from './rules.ts'

const parts = ['sent', 'free', 'reserve'] as const
const fill = { sent: 'accent', free: 'good', reserve: 'warn' } as const

/** What may leave today as one bar: gone, free, kept for emergencies; and what holds the next one back. */
export function BudgetGauge({ budget }: { budget: LineBudget }) {
  const { t } = useTranslation('line')
  const format = useFormat()
  const shares = gaugeParts(budget)
  const kept = Math.max(0, Math.min(budget.reserve, budget.allowed - budget.sent))
  const counts = { sent: budget.sent, free: shares.left, reserve: kept }
  return (
    <Box>
      <Typography variant="h3" sx={{ mb: 1 }}>
        {t('safety.budget.title')}
      </Typography>
      <Box
        role="img"
        aria-label={t('safety.budget.label', {
          sent: format.number(budget.sent),
          allowed: format.number(budget.allowed),
          reserve: format.number(kept),
        })}
        sx={(theme) => ({
          display: 'flex',
          height: 20,
          borderRadius: 1,
          overflow: 'hidden',
          border: `1px solid ${theme.colors.line}`,
        })}
      >
        {parts.map((part) => (
          <Box
            key={part}
            sx={(theme) => ({
              width: `${shares[part] * 100}%`,
              backgroundColor: part === 'free' ? 'transparent' : theme.colors[fill[part]],
              // Told apart without colour too.
              backgroundImage:
                part === 'reserve'
                  ? `repeating-linear-gradient(45deg, transparent 0 5px, ${theme.colors.raised} 5px 8px)`
                  : 'none',
            })}
          />
        ))}
      </Box>
      <Box component="dl" sx={{ m: 0, mt: 1, display: 'flex', flexWrap: 'wrap', columnGap: 3, rowGap: 0.5 }}>
        {parts.map((part) => (
          <Box key={part} sx={{ display: 'flex', gap: 0.75, alignItems: 'baseline' }}>
            <Typography component="dt" variant="body2">
              {t(`safety.budget.${part}`)}
            </Typography>
            <Typography component="dd" sx={{ m: 0, fontWeight: 700 }}>
              {format.number(counts[part])}
            </Typography>
          </Box>
        ))}
        <Box sx={{ display: 'flex', gap: 0.75, alignItems: 'baseline' }}>
          <Typography component="dt" variant="body2">
            {t('safety.budget.hour')}
          </Typography>
          <Typography component="dd" sx={{ m: 0, fontWeight: 700 }}>
            {t('safety.budget.of', {
              count: format.number(budget.sentLastHour),
              most: format.number(budget.perHour),
            })}
          </Typography>
        </Box>
      </Box>
      <Typography sx={{ mt: 1 }}>
        {budget.binds === null
          ? t('safety.budget.freeNow')
          : t(`safety.limits.${budget.binds.limit}`, { when: format.dateTime(budget.binds.until) })}
      </Typography>
    </Box>
  )
}
