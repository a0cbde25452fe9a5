import { Alert } from '@mui/material'
import { useTranslation } from 'react-i18next'
import { looksPersonal } from './rules.ts'

/** Said when a text seems to hold a number of somebody. It warns and does not forbid. */
export function PersonalWarning({ text }: { text: string }) {
  const { t } = useTranslation('incidents')
  return looksPersonal(text) ? (
    <Alert severity="warning" role="status">
      {t('looksPersonal')}
    </Alert>
  ) : null
}
