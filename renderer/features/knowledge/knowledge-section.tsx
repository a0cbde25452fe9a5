import { Box } from '@mui/material'
import { useTranslation } from 'react-i18next'
import { PageHeader } from '../../ui/page-header.tsx'
import { KnowledgePage } from './knowledge-page.tsx'

/** What the assistant says of the town, as a page of its own. */
export function KnowledgeSection() {
  const { t } = useTranslation('knowledge')
  return (
    <Box sx={{ p: { xs: 2, sm: 3 }, maxWidth: '76rem' }}>
      <PageHeader title={t('title')} />
      <KnowledgePage />
    </Box>
  )
}
