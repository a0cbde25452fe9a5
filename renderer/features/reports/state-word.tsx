import Block from '@mui/icons-material/BlockOutlined'
import CheckCircle from '@mui/icons-material/CheckCircleOutlined'
import Construction from '@mui/icons-material/ConstructionOutlined'
import Inbox from '@mui/icons-material/InboxOutlined'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { ReportState } from '../../../contract/reports.ts'
import { StatusWord, type Tone } from '../../ui/status-word.tsx'

export const stateLooks: Readonly<Record<ReportState, { readonly icon: ReactElement; readonly tone: Tone }>> = {
  received: { icon: <Inbox aria-hidden />, tone: 'warn' },
  in_progress: { icon: <Construction aria-hidden />, tone: 'info' },
  done: { icon: <CheckCircle aria-hidden />, tone: 'good' },
  dismissed: { icon: <Block aria-hidden />, tone: 'neutral' },
}

export function ReportStateWord(props: { state: ReportState; chip?: boolean }) {
  const { t } = useTranslation('reports')
  return (
    <StatusWord {...stateLooks[props.state]} chip={props.chip ?? false}>
      {t(`states.${props.state}`)}
    </StatusWord>
  )
}
