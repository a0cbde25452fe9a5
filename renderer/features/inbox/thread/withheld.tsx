import LockOutlined from '@mui/icons-material/LockOutlined'
import { Box, Button } from '@mui/material'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../../ui/empty-state.tsx'

/** In place of a conversation that lies where the operator may not look. */
export function Withheld(props: { back: { readonly text: string; readonly go: () => void } | null }) {
  const { t } = useTranslation('inbox')
  const { back } = props
  return (
    <Box sx={{ height: '100%', display: 'flex' }}>
      <EmptyState
        icon={<LockOutlined />}
        title={t('thread.withheld')}
        text={t('thread.withheldText')}
        action={back && <Button onClick={back.go}>{back.text}</Button>}
      />
    </Box>
  )
}
