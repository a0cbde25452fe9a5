import { Alert, AlertTitle } from '@mui/material'
import { useTranslation } from 'react-i18next'
import type { ImportFault } from '../../../../contract/import-fault.ts'

/** Why a list cannot be read, where, and what to do. */
export function Fault({ fault: { reason, line } }: { fault: ImportFault }) {
  const { t } = useTranslation('citizens')
  const text = t(`import.faults.${reason}`)
  return (
    <Alert severity="error" variant="outlined">
      <AlertTitle sx={{ mb: 0 }}>{t('import.failed')}</AlertTitle>
      {line === null ? text : t('import.atLine', { line, text })}
    </Alert>
  )
}
