import { Box, Typography } from '@mui/material'
import { useTranslation } from 'react-i18next'
import type { LineSafety } from '../../../../contract/line-safety.ts'
import { useFormat } from '../../../i18n/format.ts'

/** How warm the number is, what the next step takes, and the last days as bars. */
export function WarmUp(props: { warmUp: LineSafety['budget']['warmUp']; days: LineSafety['days'] }) {
  const { t } = useTranslation('line')
  const format = useFormat()
  const { step, last, nextPerDay, usedFor, worstToday } = props.warmUp
  const next = () => {
    if (nextPerDay === null) return t('safety.warmUp.warm')
    if (worstToday !== 'green') return t('safety.warmUp.held')
    return t('safety.warmUp.next', { count: usedFor, perDay: format.number(nextPerDay) })
  }
  return (
    <Box>
      <Typography variant="h3" sx={{ mb: 0.5 }}>
        {t('safety.warmUp.title', { step: format.number(step), last: format.number(last) })}
      </Typography>
      <Typography variant="body2" color="textSecondary">
        {next()}
      </Typography>
      {props.days.length > 1 && <Bars days={props.days} />}
    </Box>
  )
}

const height = 56
const width = 14

function Bars({ days }: { days: LineSafety['days'] }) {
  const { t } = useTranslation('line')
  const format = useFormat()
  const most = Math.max(1, ...days.map(({ sent, allowed }) => Math.max(sent, allowed)))
  const tall = (value: number) => Math.round((value / most) * height)
  const total = days.reduce((sum, { sent }) => sum + sent, 0)
  return (
    <Box
      component="svg"
      role="img"
      aria-label={t('safety.warmUp.bars', { count: days.length, total: format.number(total) })}
      viewBox={`0 0 ${days.length * width} ${height}`}
      sx={{ width: '100%', maxWidth: days.length * width * 2, height: height + 8, mt: 1.5, display: 'block' }}
      preserveAspectRatio="none"
    >
      {days.map(({ day, sent, allowed, worst }, at) => (
        <g key={day}>
          <Box
            component="rect"
            x={at * width + 1}
            y={height - tall(allowed)}
            width={width - 3}
            height={tall(allowed)}
            sx={(theme) => ({ fill: 'none', stroke: theme.colors.line })}
          />
          <Box
            component="rect"
            x={at * width + 1}
            y={height - tall(sent)}
            width={width - 3}
            height={tall(sent)}
            sx={(theme) => ({ fill: worst === 'red' ? theme.colors.bad : theme.colors.accent })}
          />
        </g>
      ))}
    </Box>
  )
}
