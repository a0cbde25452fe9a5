import CheckCircle from '@mui/icons-material/CheckCircleOutlined'
import CloudDone from '@mui/icons-material/CloudDoneOutlined'
import ErrorOutlined from '@mui/icons-material/ErrorOutlineOutlined'
import Sync from '@mui/icons-material/Sync'
import { Box } from '@mui/material'
import { useTranslation } from 'react-i18next'
import type { FlowSummary } from '../../../../contract/assistant.ts'
import { StatusWord } from '../../../ui/status-word.tsx'
import type { Draft } from './use-draft.ts'

/** Whether what is on the screen is saved, whether citizens have it, and whether it has faults. */
export function SaveState({ summary, draft }: { summary: FlowSummary; draft: Draft }) {
  const { t } = useTranslation('assistant')
  const { saved } = draft.state
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 1.5 }} role="status">
      <Kept summary={summary} draft={draft} />
      {saved.faults.length > 0 && (
        <StatusWord icon={<ErrorOutlined />} tone="bad">
          {t('state.faults', { count: saved.faults.length })}
        </StatusWord>
      )}
    </Box>
  )
}

function Kept({ summary, draft }: { summary: FlowSummary; draft: Draft }) {
  const { t } = useTranslation('assistant')
  const version = summary.published?.version ?? 0
  if (draft.state.failure !== null) {
    return (
      <StatusWord icon={<ErrorOutlined />} tone="bad">
        {t('save.failed')}
      </StatusWord>
    )
  }
  if (draft.unsaved || draft.saving) return <StatusWord icon={<Sync />}>{t('save.saving')}</StatusWord>
  if (draft.state.saved.revision !== null) {
    return <StatusWord icon={<CloudDone />}>{t('save.draft', { version })}</StatusWord>
  }
  return (
    <StatusWord icon={<CheckCircle />} tone="good">
      {t('save.published', { version })}
    </StatusWord>
  )
}
