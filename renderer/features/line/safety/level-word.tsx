import CheckCircle from '@mui/icons-material/CheckCircleOutlined'
import Slow from '@mui/icons-material/SpeedOutlined'
import Stop from '@mui/icons-material/StopCircleOutlined'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { BrakeLevel } from '../../../../contract/line-safety.ts'
import { StatusWord, type Tone } from '../../../ui/status-word.tsx'

const shown: { readonly [L in BrakeLevel]: { readonly icon: ReactElement; readonly tone: Tone } } = {
  green: { icon: <CheckCircle aria-hidden />, tone: 'good' },
  amber: { icon: <Slow aria-hidden />, tone: 'warn' },
  red: { icon: <Stop aria-hidden />, tone: 'bad' },
}

/** A level of the brake as icon and word. */
export function LevelWord({ level }: { level: BrakeLevel }) {
  const { t } = useTranslation('line')
  const { icon, tone } = shown[level]
  return (
    <StatusWord icon={icon} tone={tone}>
      {t(`safety.level.${level}`)}
    </StatusWord>
  )
}
