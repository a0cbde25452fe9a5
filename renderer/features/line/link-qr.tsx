import { Alert, Box, Typography } from '@mui/material'
import { useTranslation } from 'react-i18next'
import { Qr } from '../../ui/qr.tsx'
import { useNow } from '../../ui/use-now.ts'
import { timeLeft } from './link-rules.ts'

/** The code that the phone reads, how to read it, and how long it is shown. */
export function LinkQr(props: { text: string | null; until: number | null }) {
  const { t } = useTranslation('line')
  if (props.text === null) return <Alert severity="info">{t('link.qr.hidden')}</Alert>
  return (
    <Box sx={{ display: 'grid', gap: 3, gridTemplateColumns: { xs: '1fr', md: 'auto 1fr' }, alignItems: 'start' }}>
      <Qr text={props.text} alt={t('link.qr.alt')} />
      <Box sx={{ display: 'grid', gap: 2 }}>
        <Typography variant="h3">{t('link.qr.title')}</Typography>
        <Box component="ol" sx={{ m: 0, pl: 3, display: 'grid', gap: 1, fontSize: '1.125rem' }}>
          <li>{t('link.qr.one')}</li>
          <li>{t('link.qr.two')}</li>
          <li>{t('link.qr.three')}</li>
        </Box>
        {props.until !== null && <TimeLeft until={props.until} />}
        <Typography variant="body2">{t('link.qr.careful')}</Typography>
      </Box>
    </Box>
  )
}

function TimeLeft({ until }: { until: number }) {
  const { t } = useTranslation('line')
  const left = timeLeft(until, useNow(1_000))
  return (
    <Typography role="timer" color="textSecondary">
      {left === null ? t('link.qr.over') : t('link.qr.renewed', { left })}
    </Typography>
  )
}
