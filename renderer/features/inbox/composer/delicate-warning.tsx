import { Alert, Box, Button } from '@mui/material'
import { useTranslation } from 'react-i18next'
import type { DelicateMatter } from '../../../../contract/delicate.ts'

/** Says calmly what to do instead. It hinders nothing. */
export function DelicateWarning(props: {
  readonly matters: readonly DelicateMatter[]
  readonly dismiss: (matter: DelicateMatter) => void
}) {
  const { t } = useTranslation('inbox')
  return (
    <Box role="status" sx={{ display: 'grid', gap: 0.75, mt: props.matters.length > 0 ? 0.75 : 0 }}>
      {props.matters.map((matter) => (
        <Alert
          key={matter}
          severity="info"
          variant="outlined"
          action={
            <Button size="small" color="inherit" onClick={() => props.dismiss(matter)}>
              {t('delicate.dismiss')}
            </Button>
          }
          sx={{ paddingBlock: 0, alignItems: 'center' }}
        >
          {t(`delicate.${matter}`)}
        </Alert>
      ))}
    </Box>
  )
}
