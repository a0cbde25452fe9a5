import CheckCircle from '@mui/icons-material/CheckCircleOutlined'
import Hourglass from '@mui/icons-material/HourglassEmptyOutlined'
import LinkOff from '@mui/icons-material/LinkOff'
import Pause from '@mui/icons-material/PauseCircleOutlined'
import QrCode from '@mui/icons-material/QrCode2'
import Stop from '@mui/icons-material/StopCircleOutlined'
import Sync from '@mui/icons-material/Sync'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { LinkPhase } from '../../../contract/line.ts'
import { StatusWord, type Tone } from '../../ui/status-word.tsx'

const shown: { readonly [P in LinkPhase]: { readonly icon: ReactElement; readonly tone: Tone } } = {
  not_linked: { icon: <LinkOff aria-hidden />, tone: 'warn' },
  starting: { icon: <Hourglass aria-hidden />, tone: 'info' },
  qr: { icon: <QrCode aria-hidden />, tone: 'info' },
  syncing: { icon: <Sync aria-hidden />, tone: 'info' },
  connected: { icon: <CheckCircle aria-hidden />, tone: 'good' },
  reconnecting: { icon: <Sync aria-hidden />, tone: 'warn' },
  restricted: { icon: <Pause aria-hidden />, tone: 'bad' },
  halted: { icon: <Stop aria-hidden />, tone: 'bad' },
}

/** Where the link stands, as icon and word; read out when it changes. */
export function LinkWord({ phase }: { phase: LinkPhase }) {
  const { t } = useTranslation('line')
  const { icon, tone } = shown[phase]
  return (
    <span role="status">
      <StatusWord icon={icon} tone={tone} chip>
        {t(`link.phases.${phase}`)}
      </StatusWord>
    </span>
  )
}
