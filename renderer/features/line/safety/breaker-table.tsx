import { Box, Table, TableBody, TableCell, TableHead, TableRow, Typography } from '@mui/material'
import { useTranslation } from 'react-i18next'
import type { Breaker } from '../../../../contract/line-safety.ts'
import { useFormat } from '../../../i18n/format.ts'
import { LevelWord } from './level-word.tsx'
import { isWatching } from './rules.ts'

/** What the brake looks at, in plain words, with where it slows down and where it stops. */
export function BreakerTable({ breakers }: { breakers: readonly Breaker[] }) {
  const { t } = useTranslation('line')
  return (
    <Box sx={{ minWidth: 0 }}>
      <Typography variant="h3" id="breakers">
        {t('safety.breakersTitle')}
      </Typography>
      <Typography variant="body2" color="textSecondary" sx={{ mb: 1 }}>
        {t('safety.breakersText')}
      </Typography>
      <Box sx={{ overflowX: 'auto' }} tabIndex={0} role="region" aria-labelledby="breakers">
        <Table size="small">
          <TableHead>
            <TableRow>
              {(['what', 'state', 'value', 'amber', 'red'] as const).map((column) => (
                <TableCell key={column} align={column === 'what' || column === 'state' ? 'left' : 'right'}>
                  {t(`safety.columns.${column}`)}
                </TableCell>
              ))}
            </TableRow>
          </TableHead>
          <TableBody>
            {breakers.map((breaker) => (
              <Row key={breaker.name} breaker={breaker} />
            ))}
          </TableBody>
        </Table>
      </Box>
    </Box>
  )
}

function Row({ breaker }: { breaker: Breaker }) {
  const { t } = useTranslation('line')
  const format = useFormat()
  const { name, level, value, sample, least, amberAt, redAt } = breaker
  const written = (of: number) => (name === 'disconnects' ? format.number(of) : percent(of))
  const bound = (of: number) => t(name === 'replies' ? 'safety.below' : 'safety.from', { value: written(of) })
  return (
    <TableRow>
      <TableCell component="th" scope="row">
        {t(`safety.breakers.${name}.name`)}
      </TableCell>
      <TableCell>
        {isWatching(breaker) ? (
          <Typography variant="body2" color="textSecondary">
            {t('safety.watching', { sample: format.number(sample), least: format.number(least) })}
          </Typography>
        ) : (
          <LevelWord level={level} />
        )}
      </TableCell>
      <TableCell align="right">{sample === 0 && name !== 'disconnects' ? '–' : written(value)}</TableCell>
      <TableCell align="right">{bound(amberAt)}</TableCell>
      <TableCell align="right">{bound(redAt)}</TableCell>
    </TableRow>
  )

  function percent(of: number): string {
    const tenths = Math.round(of * 1_000) / 10
    return `${format.number(tenths)} %`
  }
}
