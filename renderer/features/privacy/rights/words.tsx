import ErrorOutline from '@mui/icons-material/ErrorOutlined'
import Schedule from '@mui/icons-material/Schedule'
import CheckCircle from '@mui/icons-material/TaskAlt'
import WarningAmber from '@mui/icons-material/WarningAmber'
import { useTranslation } from 'react-i18next'
import type { RightsSummary } from '../../../../contract/rights.ts'
import { StatusWord } from '../../../ui/status-word.tsx'
import { useNow } from '../../../ui/use-now.ts'
import { dueIn, isOpen } from './rules.ts'

const looks = {
  calm: { icon: <Schedule aria-hidden />, tone: 'neutral' },
  soon: { icon: <WarningAmber aria-hidden />, tone: 'warn' },
  today: { icon: <WarningAmber aria-hidden />, tone: 'warn' },
  late: { icon: <ErrorOutline aria-hidden />, tone: 'bad' },
} as const

/** How a request stands against its last day, or how it ended. */
export function DueWord({ request, chip }: { request: Pick<RightsSummary, 'state' | 'dueAt'>; chip?: boolean }) {
  const { t } = useTranslation('privacy')
  const now = useNow()
  if (!isOpen(request.state)) {
    return (
      <StatusWord icon={<CheckCircle aria-hidden />} chip={chip ?? false}>
        {t(`rights.states.${request.state}`)}
      </StatusWord>
    )
  }
  const { how, days } = dueIn(request.dueAt, now)
  return (
    <StatusWord icon={looks[how].icon} tone={looks[how].tone} chip={chip ?? false}>
      {t(`rights.due.${how}`, { count: days })}
    </StatusWord>
  )
}
