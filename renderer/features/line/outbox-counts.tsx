import Check from '@mui/icons-material/CheckCircleOutlined'
import ErrorOutline from '@mui/icons-material/ErrorOutlined'
import Help from '@mui/icons-material/HelpOutlined'
import Hourglass from '@mui/icons-material/HourglassEmptyOutlined'
import Send from '@mui/icons-material/SendOutlined'
import { Box, Typography } from '@mui/material'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { Line } from '../../../contract/line.ts'
import { useFormat } from '../../i18n/format.ts'
import type { Tone } from '../../ui/status-word.tsx'

type Count = { readonly name: keyof Line['outbox']; readonly icon: ReactElement; readonly tone: Tone }

const counts: readonly Count[] = [
  { name: 'queued', icon: <Hourglass aria-hidden />, tone: 'neutral' },
  { name: 'sending', icon: <Send aria-hidden />, tone: 'info' },
  { name: 'check', icon: <Help aria-hidden />, tone: 'warn' },
  { name: 'failedToday', icon: <ErrorOutline aria-hidden />, tone: 'bad' },
  { name: 'sentToday', icon: <Check aria-hidden />, tone: 'good' },
]

/** How many messages of a line are in each state. A count of zero stays quiet. */
export function OutboxCounts({ outbox }: { outbox: Line['outbox'] }) {
  const { t } = useTranslation('line')
  const format = useFormat()
  return (
    <Box>
      <Typography variant="h3" sx={{ mb: 1 }}>
        {t('outbox.title')}
      </Typography>
      <Box
        component="dl"
        sx={{ m: 0, display: 'grid', gap: 1.5, gridTemplateColumns: 'repeat(auto-fit, minmax(9.5rem, 1fr))' }}
      >
        {counts.map(({ name, icon, tone }) => (
          <Box
            key={name}
            sx={(theme) => {
              const color = outbox[name] === 0 || tone === 'neutral' ? theme.colors.quiet : theme.colors[tone]
              return {
                display: 'grid',
                gridTemplateColumns: 'auto 1fr',
                columnGap: 1,
                p: 1.5,
                border: `1px solid ${theme.colors.line}`,
                borderRadius: 1,
                alignItems: 'center',
                '& svg': { color },
              }
            }}
          >
            {icon}
            <Typography component="dt" variant="body2">
              {t(`outbox.${name}`)}
            </Typography>
            <Typography
              component="dd"
              sx={{ m: 0, gridColumn: '2', fontSize: '1.5rem', fontWeight: 700, lineHeight: 1.2 }}
            >
              {format.number(outbox[name])}
            </Typography>
          </Box>
        ))}
      </Box>
      {outbox.check > 0 && (
        <Typography variant="body2" color="textSecondary" sx={{ mt: 1 }}>
          {t('outbox.checkHelp')}
        </Typography>
      )}
    </Box>
  )
}
