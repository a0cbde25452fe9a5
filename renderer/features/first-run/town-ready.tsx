import { Alert, Button, Paper, Typography } from '@mui/material'
import { useTranslation } from 'react-i18next'

/** The town exists; what is missing, where it is done, and its risk. */
export function TownReady(props: { go: () => void }) {
  const { t } = useTranslation('first-run')
  return (
    <Paper variant="outlined" sx={{ p: 3, display: 'grid', gap: 2 }}>
      <Typography variant="h1">{t('ready.title')}</Typography>
      <Alert severity="info" variant="outlined">
        {t('ready.text')}
      </Alert>
      <Typography>{t('ready.risk')}</Typography>
      <Typography>{t('ready.meanwhile')}</Typography>
      <Button variant="contained" size="large" onClick={props.go} autoFocus sx={{ justifySelf: 'start' }}>
        {t('ready.go')}
      </Button>
    </Paper>
  )
}
