import Block from '@mui/icons-material/BlockOutlined'
import CheckCircle from '@mui/icons-material/CheckCircleOutlined'
import EventAvailable from '@mui/icons-material/EventAvailableOutlined'
import PersonOff from '@mui/icons-material/PersonOffOutlined'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { BookingState } from '../../../contract/appointments.ts'
import { StatusWord, type Tone } from '../../ui/status-word.tsx'

const looks: Readonly<Record<BookingState, { readonly icon: ReactElement; readonly tone: Tone }>> = {
  booked: { icon: <EventAvailable aria-hidden />, tone: 'info' },
  cancelled: { icon: <Block aria-hidden />, tone: 'neutral' },
  done: { icon: <CheckCircle aria-hidden />, tone: 'good' },
  no_show: { icon: <PersonOff aria-hidden />, tone: 'warn' },
}

export function BookingStateWord({ state }: { state: BookingState }) {
  const { t } = useTranslation('agenda')
  return <StatusWord {...looks[state]}>{t(`states.${state}`)}</StatusWord>
}
