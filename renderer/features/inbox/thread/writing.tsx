import { Box } from '@mui/material'
import { useTranslation } from 'react-i18next'
import { useWriters } from '../../../client/react.tsx'

/** Who else is writing here. */
export function Writing(props: { conversationId: string }) {
  const { t } = useTranslation('inbox')
  const [first, second] = useWriters(props.conversationId)
  const text = () => {
    if (first === undefined) return ''
    return second === undefined
      ? t('thread.writing', { name: first.name })
      : t('thread.writingTwo', { name: first.name, other: second.name })
  }
  return (
    <Box
      role="status"
      sx={{ paddingInline: 2, fontSize: '0.85rem', color: 'text.secondary', minHeight: first ? 24 : 0 }}
    >
      {text()}
    </Box>
  )
}
