import CheckCircle from '@mui/icons-material/CheckCircleOutlined'
import EditNote from '@mui/icons-material/EditNote'
import ErrorOutlined from '@mui/icons-material/ErrorOutlineOutlined'
import NewReleases from '@mui/icons-material/NewReleasesOutlined'
import { Box } from '@mui/material'
import { useTranslation } from 'react-i18next'
import type { FlowSummary } from '../../../../contract/assistant.ts'
import { useFormat } from '../../../i18n/format.ts'
import { StatusWord } from '../../../ui/status-word.tsx'
import { useNow } from '../../../ui/use-now.ts'

/** What citizens have, what is being written, what came with the program. */
export function FlowState({ flow }: { flow: FlowSummary }) {
  const { t } = useTranslation('assistant')
  const format = useFormat()
  const now = useNow(60_000)
  const { published, draft, offered } = flow
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 1.5, rowGap: 0.5 }}>
      {published ? (
        <StatusWord icon={<CheckCircle />} tone="good">
          {t('state.published', { version: published.version, when: format.moment(published.at, now) })}
        </StatusWord>
      ) : (
        <StatusWord icon={<EditNote />}>{t('state.never')}</StatusWord>
      )}
      {draft && (
        <StatusWord icon={<EditNote />} tone="info">
          {draft.by ? t('state.draftBy', { name: draft.by.name }) : t('state.draft')}
        </StatusWord>
      )}
      {draft && draft.faults > 0 && (
        <StatusWord icon={<ErrorOutlined />} tone="bad">
          {t('state.faults', { count: draft.faults })}
        </StatusWord>
      )}
      {offered && (
        <StatusWord icon={<NewReleases />} tone="accent">
          {t('state.offered', { version: offered.version })}
        </StatusWord>
      )}
    </Box>
  )
}
