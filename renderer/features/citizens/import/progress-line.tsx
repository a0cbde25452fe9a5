import { Box, LinearProgress } from '@mui/material'
import { useTranslation } from 'react-i18next'
import { useTown } from '../../../ui/town-clock.ts'

/** What is being done and how far it is. `value` from 0 to 1. */
export function ProgressLine({ text, value }: { text: string; value: number }) {
  const { t } = useTranslation('citizens')
  const { format } = useTown()
  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      <Box role="status">{text}</Box>
      <LinearProgress variant="determinate" value={Math.round(value * 100)} aria-label={t('import.progress')} />
      <Box aria-hidden sx={{ color: 'text.secondary', fontSize: '0.875rem' }}>
        {format.percent(value)}
      </Box>
    </Box>
  )
}
