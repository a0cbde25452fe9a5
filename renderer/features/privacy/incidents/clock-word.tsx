import CheckCircle from '@mui/icons-material/CheckCircleOutlined'
import ErrorOutlined from '@mui/icons-material/ErrorOutlined'
import HourglassTop from '@mui/icons-material/HourglassTopOutlined'
import Remove from '@mui/icons-material/RemoveOutlined'
import { useTranslation } from 'react-i18next'
import type { IncidentClock } from '../../../../contract/incidents.ts'
import { StatusWord, type Tone } from '../../../ui/status-word.tsx'
import { useNow } from '../../../ui/use-now.ts'
import { hoursAndMinutes } from './rules.ts'

const minute = 60_000
const tones = { calm: 'neutral', soon: 'warn', urgent: 'bad' } as const satisfies Record<IncidentClock['tone'], Tone>

/** What is left of the 72 hours, in words; the colour only repeats them. */
export function ClockWord({ clock }: { clock: IncidentClock }) {
  const { t } = useTranslation('incidents')
  const now = useNow(minute)
  if (clock.state === 'none') return <StatusWord icon={<Remove aria-hidden />}>{t('clock.none')}</StatusWord>
  if (clock.state === 'stopped') {
    return (
      <StatusWord icon={<CheckCircle aria-hidden />} tone="good">
        {t('clock.stopped')}
      </StatusWord>
    )
  }
  if (clock.state === 'late') {
    return (
      <StatusWord icon={<ErrorOutlined aria-hidden />} tone="bad">
        {t('clock.late')}
      </StatusWord>
    )
  }
  const left = (clock.deadline ?? now) - now
  const over = left < 0
  return (
    <StatusWord
      icon={over ? <ErrorOutlined aria-hidden /> : <HourglassTop aria-hidden />}
      tone={over ? 'bad' : tones[clock.tone]}
    >
      {t(over ? 'clock.over' : 'clock.left', hoursAndMinutes(Math.abs(left)))}
    </StatusWord>
  )
}
