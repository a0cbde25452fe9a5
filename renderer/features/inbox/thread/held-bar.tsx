import LockPerson from '@mui/icons-material/LockPersonOutlined'
import { Box, Button } from '@mui/material'
import { useTranslation } from 'react-i18next'

/** A colleague has it: who, why one cannot answer, and how to take it over. */
export function HeldBar(props: { name: string; busy: boolean; onTakeOver: () => void }) {
  const { t } = useTranslation('inbox')
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1.5, paddingBlock: 1 }}>
      <LockPerson aria-hidden />
      <Box sx={{ flex: '1 1 14rem' }}>
        <Box sx={{ fontWeight: 700 }}>{t('composer.held', { name: props.name })}</Box>
        <Box sx={{ fontSize: '0.875rem', color: 'text.secondary' }}>{t('composer.heldText')}</Box>
      </Box>
      <Button variant="outlined" size="small" disabled={props.busy} onClick={props.onTakeOver}>
        {t('composer.takeOver')}
      </Button>
    </Box>
  )
}
