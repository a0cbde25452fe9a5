import CancelOutlined from '@mui/icons-material/CancelOutlined'
import Done from '@mui/icons-material/Done'
import DoneAll from '@mui/icons-material/DoneAll'
import ErrorOutlined from '@mui/icons-material/ErrorOutlined'
import HelpOutlined from '@mui/icons-material/HelpOutlined'
import MarkChatReadOutlined from '@mui/icons-material/MarkChatReadOutlined'
import OutboxOutlined from '@mui/icons-material/OutboxOutlined'
import Schedule from '@mui/icons-material/Schedule'
import { Box, Button } from '@mui/material'
import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeliveryStatus, Message } from '../../../../contract/inbox.ts'
import { useMay, useStation } from '../../../client/react.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { StatusWord, type Tone } from '../../../ui/status-word.tsx'
import { useThreadPatch } from './thread-data.ts'

const looks: { readonly [S in DeliveryStatus]: { readonly icon: ReactNode; readonly tone: Tone } } = {
  queued: { icon: <Schedule />, tone: 'neutral' },
  sending: { icon: <OutboxOutlined />, tone: 'neutral' },
  accepted: { icon: <Done />, tone: 'neutral' },
  delivered: { icon: <DoneAll />, tone: 'neutral' },
  read: { icon: <MarkChatReadOutlined />, tone: 'good' },
  failed: { icon: <ErrorOutlined />, tone: 'bad' },
  check: { icon: <HelpOutlined />, tone: 'warn' },
  cancelled: { icon: <CancelOutlined />, tone: 'neutral' },
}

/** Where a sent message is, in a word. */
export function DeliveryWord(props: { status: DeliveryStatus }) {
  const { t } = useTranslation('inbox')
  const { icon, tone } = looks[props.status]
  return (
    <StatusWord icon={icon} tone={tone} sx={{ fontSize: '0.8rem', ...(tone === 'neutral' && { color: 'inherit' }) }}>
      {t(`delivery.${props.status}`)}
    </StatusWord>
  )
}

/** Why it did not leave, or the question nobody but a person can settle. */
export function DeliveryTrouble(props: { message: Message; onWriteAgain: (message: Message) => void }) {
  const { message } = props
  const { t } = useTranslation('inbox')
  const mayWrite = useMay('inbox.write')
  if (message.status === 'check') return <Settle message={message} />
  if (message.status !== 'failed') return null
  return (
    <Box sx={troubleLook}>
      <span>{t(`failures.${message.failure ?? 'refused'}`)}</span>
      {mayWrite && (message.text !== '' || message.media !== null) && (
        <Button size="small" variant="outlined" color="inherit" onClick={() => props.onWriteAgain(message)}>
          {t('delivery.sendAgain')}
        </Button>
      )}
    </Box>
  )
}

const outcomes = ['arrived', 'send_again', 'drop'] as const

function Settle(props: { message: Message }) {
  const { t } = useTranslation('inbox')
  const { api } = useStation()
  const patch = useThreadPatch()
  const mayWrite = useMay('inbox.write')
  const settle = useMutation(api.inbox.settle.mutationOptions({ onSuccess: patch.renew }))
  return (
    <Box sx={troubleLook} role="group" aria-label={t('check.title')}>
      <strong>{t('check.title')}</strong>
      <span>{t('check.text')}</span>
      {mayWrite && (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
          {outcomes.map((outcome) => (
            <Button
              key={outcome}
              size="small"
              variant="outlined"
              color="inherit"
              disabled={settle.isPending}
              onClick={() => settle.mutate({ id: props.message.id, outcome })}
            >
              {t(`check.${outcome}`)}
            </Button>
          ))}
        </Box>
      )}
      <ErrorNotice error={settle.error} />
    </Box>
  )
}

const troubleLook = {
  display: 'grid',
  justifyItems: 'start',
  gap: 1,
  mt: 1,
  pt: 1,
  borderTop: '1px solid currentColor',
  fontSize: '0.875rem',
} as const
