import { Alert, Box, Typography } from '@mui/material'
import { useTranslation } from 'react-i18next'
import type { Broadcast } from '../../../contract/broadcasts.ts'

/** What keeps a text from leaving, each with what to do. */
export function FaultList({ faults }: { faults: Broadcast['faults'] }) {
  const { t } = useTranslation('broadcasts')
  return (
    <Alert severity="warning" icon={false}>
      <Typography sx={{ fontWeight: 700 }}>{t('detail.faults')}</Typography>
      <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
        {faults.map(({ code, variant, detail }) => (
          <li key={`${code} ${variant} ${detail}`}>
            {variant !== null && `${t('compose.variant', { number: variant + 1 })}: `}
            {t(`faults.${code}`, { detail })}
          </li>
        ))}
      </Box>
    </Alert>
  )
}
