import Block from '@mui/icons-material/BlockOutlined'
import Cancel from '@mui/icons-material/CancelOutlined'
import CheckCircle from '@mui/icons-material/CheckCircleOutlined'
import DoneAll from '@mui/icons-material/DoneAllOutlined'
import Done from '@mui/icons-material/DoneOutlined'
import Draft from '@mui/icons-material/EditNoteOutlined'
import ErrorOutline from '@mui/icons-material/ErrorOutlineOutlined'
import Event from '@mui/icons-material/EventOutlined'
import Help from '@mui/icons-material/HelpOutlineOutlined'
import Hourglass from '@mui/icons-material/HourglassEmptyOutlined'
import MarkEmailRead from '@mui/icons-material/MarkEmailReadOutlined'
import Pause from '@mui/icons-material/PauseCircleOutlined'
import PlayCircle from '@mui/icons-material/PlayCircleOutlined'
import Schedule from '@mui/icons-material/ScheduleOutlined'
import ThumbUp from '@mui/icons-material/ThumbUpOutlined'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { BroadcastState, DeliveryState } from '../../../contract/broadcast.ts'
import { StatusWord, type Tone } from '../../ui/status-word.tsx'

type Look = { readonly icon: ReactElement; readonly tone: Tone }

const looks: Readonly<Record<BroadcastState, Look>> = {
  draft: { icon: <Draft aria-hidden />, tone: 'neutral' },
  waiting_approval: { icon: <Hourglass aria-hidden />, tone: 'warn' },
  approved: { icon: <ThumbUp aria-hidden />, tone: 'info' },
  scheduled: { icon: <Event aria-hidden />, tone: 'info' },
  running: { icon: <PlayCircle aria-hidden />, tone: 'accent' },
  paused: { icon: <Pause aria-hidden />, tone: 'warn' },
  done: { icon: <CheckCircle aria-hidden />, tone: 'good' },
  cancelled: { icon: <Cancel aria-hidden />, tone: 'neutral' },
}

export const deliveryLooks: Readonly<Record<DeliveryState, Look>> = {
  planned: { icon: <Schedule aria-hidden />, tone: 'neutral' },
  released: { icon: <Hourglass aria-hidden />, tone: 'neutral' },
  accepted: { icon: <Done aria-hidden />, tone: 'info' },
  delivered: { icon: <DoneAll aria-hidden />, tone: 'good' },
  read: { icon: <MarkEmailRead aria-hidden />, tone: 'good' },
  failed: { icon: <ErrorOutline aria-hidden />, tone: 'bad' },
  check: { icon: <Help aria-hidden />, tone: 'warn' },
  excluded: { icon: <Block aria-hidden />, tone: 'neutral' },
}

export function BroadcastStateWord(props: { state: BroadcastState; chip?: boolean }) {
  const { t } = useTranslation('broadcasts')
  return (
    <StatusWord {...looks[props.state]} chip={props.chip ?? false}>
      {t(`states.${props.state}`)}
    </StatusWord>
  )
}

export function DeliveryStateWord(props: { state: DeliveryState }) {
  const { t } = useTranslation('broadcasts')
  return <StatusWord {...deliveryLooks[props.state]}>{t(`deliveryStates.${props.state}`)}</StatusWord>
}
