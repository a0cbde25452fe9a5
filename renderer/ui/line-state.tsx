import CheckCircle from '@mui/icons-material/CheckCircleOutlined'
import Hourglass from '@mui/icons-material/HourglassEmptyOutlined'
import LinkOff from '@mui/icons-material/LinkOff'
import Pause from '@mui/icons-material/PauseCircleOutlined'
import Stop from '@mui/icons-material/StopCircleOutlined'
import Sync from '@mui/icons-material/Sync'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { LineState } from '../../contract/line.ts'
import { StatusWord, type Tone } from './status-word.tsx'

const shown: { readonly [S in LineState]: { readonly icon: ReactElement; readonly tone: Tone } } = {
  unlinked: { icon: <LinkOff aria-hidden />, tone: 'warn' },
  connecting: { icon: <Hourglass aria-hidden />, tone: 'info' },
  connected: { icon: <CheckCircle aria-hidden />, tone: 'good' },
  reconnecting: { icon: <Sync aria-hidden />, tone: 'warn' },
  restricted: { icon: <Pause aria-hidden />, tone: 'bad' },
  stopped: { icon: <Stop aria-hidden />, tone: 'bad' },
}

/** What a line is doing, as icon and word. */
export function LineStateWord(props: { state: LineState; chip?: boolean }) {
  const { t } = useTranslation()
  const { icon, tone } = shown[props.state]
  return (
    <StatusWord icon={icon} tone={tone} chip={props.chip ?? false}>
      {t(`lineState.${props.state}`)}
    </StatusWord>
  )
}
