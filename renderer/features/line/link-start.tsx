import QrCode from '@mui/icons-material/QrCode2'
import { Alert, AlertTitle, Box, Button, Checkbox, FormControlLabel, FormHelperText, Typography } from '@mui/material'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BrowserCheck } from './browser-check.tsx'

const steps = ['phone', 'qr', 'wait'] as const
const risks = ['terms', 'loss', 'ours', 'yours', 'official'] as const

/** What will happen, what it may cost, and the button. */
export function LinkStart(props: { begin: ((visible: boolean) => void) | null; busy: boolean }) {
  const { t } = useTranslation('line')
  return (
    <Box sx={{ display: 'grid', gap: 3 }}>
      <Box>
        <Typography variant="h3" sx={{ mb: 1 }}>
          {t('link.steps.title')}
        </Typography>
        <Box component="ol" sx={{ m: 0, pl: 3, display: 'grid', gap: 1 }}>
          {steps.map((step) => (
            <li key={step}>{t(`link.steps.${step}`)}</li>
          ))}
        </Box>
      </Box>
      <Alert severity="warning" variant="outlined">
        <AlertTitle>{t('link.risks.title')}</AlertTitle>
        <Box component="ul" sx={{ m: 0, pl: 2.5, display: 'grid', gap: 1 }}>
          {risks.map((risk) => (
            <li key={risk}>{t(`link.risks.${risk}`)}</li>
          ))}
        </Box>
      </Alert>
      {props.begin && <BrowserCheck />}
      {props.begin && (
        <Begin begin={props.begin} busy={props.busy}>
          {t('link.go')}
        </Begin>
      )}
    </Box>
  )
}

/** Asks for the link, with the browser's window where the account wants more than a QR. */
export function Begin(props: { begin: (visible: boolean) => void; busy: boolean; children: string }) {
  const { t } = useTranslation('line')
  const [visible, setVisible] = useState(false)
  const help = useId()
  return (
    <Box sx={{ display: 'grid', gap: 1, justifyItems: 'start' }}>
      <FormControlLabel
        control={
          <Checkbox
            checked={visible}
            onChange={(_, checked) => setVisible(checked)}
            slotProps={{ input: { 'aria-describedby': help } }}
          />
        }
        label={t('link.passkey')}
      />
      <FormHelperText id={help} sx={{ mt: -1, mb: 1 }}>
        {t('link.passkeyHelp')}
      </FormHelperText>
      <Button
        variant="contained"
        size="large"
        startIcon={<QrCode />}
        loading={props.busy}
        onClick={() => props.begin(visible)}
      >
        {props.children}
      </Button>
    </Box>
  )
}
