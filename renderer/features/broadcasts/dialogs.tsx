import { TextField } from '@mui/material'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Broadcast } from '../../../contract/broadcasts.ts'
import { useStation } from '../../client/react.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { isRefused } from '../../ui/form-field.ts'
import { useToasts } from '../../ui/toasts.tsx'
import { useTown } from '../../ui/town-clock.ts'
import { undoSeconds, useAct, useForecast } from './broadcast-data.ts'
import { ForecastPanel } from './forecast-panel.tsx'

type Props = { readonly broadcast: Broadcast; readonly onClose: () => void }

/** Asks before an act. */
function Asking(props: {
  kind: 'launch' | 'pause' | 'cancel'
  text: string
  danger?: boolean
  act: ReturnType<typeof useAct>
  error?: unknown
  children?: ReactNode
  onClose: () => void
}) {
  const { t } = useTranslation('broadcasts')
  const { act, kind } = props
  return (
    <ConfirmDialog
      open
      danger={props.danger ?? false}
      title={t(`act.${kind}Title`)}
      text={props.text}
      confirm={t(`act.${kind}`)}
      busy={act.isPending}
      error={act.error ?? props.error}
      onConfirm={() => act.mutate()}
      onClose={props.onClose}
    >
      {props.children}
    </ConfirmDialog>
  )
}

/** Says for the last time to whom it goes and when it ends; for ten seconds it can be undone. */
export function LaunchDialog({ broadcast, onClose }: Props) {
  const { t } = useTranslation('broadcasts')
  const { client } = useStation()
  const { format } = useTown()
  const toasts = useToasts()
  const { id, purpose, audience, variants, emergency } = broadcast
  const forecast = useForecast({ id, purpose: purpose.id, audience, variants, scheduleAt: null, emergency })
  const undo = async () => {
    const recalled = await client.broadcasts.recall({ id })
    toasts.show({ text: t('act.recalled') })
    return recalled
  }
  const launch = useAct(() => client.broadcasts.launch({ id, undoSeconds }), t('act.launched'), { undo, onClose })
  const plan = forecast.data?.plan
  const end = plan?.endsAt ? format.dateTime(plan.endsAt) : '…'
  const text = t('act.launchText', { number: format.number(forecast.data?.recipients ?? 0), end })
  return (
    <Asking kind="launch" text={text} act={launch} error={forecast.error} onClose={onClose}>
      {forecast.data && <ForecastPanel forecast={forecast.data} />}
    </Asking>
  )
}

export function PauseDialog({ broadcast: { id }, onClose }: Props) {
  const { t } = useTranslation('broadcasts')
  const { client } = useStation()
  const undo = () => client.broadcasts.resume({ id })
  const pause = useAct(() => client.broadcasts.pause({ id }), t('act.paused'), { undo, onClose })
  return <Asking kind="pause" text={t('act.pauseText')} act={pause} onClose={onClose} />
}

export function CancelDialog({ broadcast: { id }, onClose }: Props) {
  const { t } = useTranslation('broadcasts')
  const { client } = useStation()
  const cancel = useAct(() => client.broadcasts.cancel({ id }), t('act.cancelled'), { onClose })
  return <Asking kind="cancel" danger text={t('act.cancelText')} act={cancel} onClose={onClose} />
}

export function SendBackDialog({ broadcast: { id }, onClose }: Props) {
  const { t } = useTranslation('broadcasts')
  const { client } = useStation()
  const [comment, setComment] = useState('')
  const sendBack = useAct(() => client.broadcasts.sendBack({ id, comment }), t('act.sentBack'), { onClose })
  return (
    <FormDialog
      title={t('act.sendBack')}
      submit={t('act.sendBack')}
      busy={sendBack.isPending}
      error={sendBack.error}
      onSubmit={() => sendBack.mutate()}
      onClose={onClose}
    >
      <TextField
        label={t('act.sendBackWhy')}
        value={comment}
        onChange={(event) => setComment(event.target.value)}
        multiline
        minRows={2}
        required
        autoFocus
        error={isRefused(sendBack.error, 'comment')}
        slotProps={{ htmlInput: { maxLength: 500 } }}
      />
    </FormDialog>
  )
}
