import { MenuItem, TextField } from '@mui/material'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Broadcast } from '../../../contract/broadcasts.ts'
import { useStation } from '../../client/react.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { isRefused } from '../../ui/form-field.ts'
import { useToasts } from '../../ui/toasts.tsx'
import { useTown } from '../../ui/town-clock.ts'
import { useForecast, useKeep } from './broadcast-data.ts'
import { ForecastPanel } from './forecast-panel.tsx'

type Props = { readonly broadcast: Broadcast; readonly onClose: () => void }

/** Seconds in which a launch, or a pause, can be undone. */
const undoSeconds = 10

/** Says for the last time to whom it goes and when it ends; for ten seconds it can be undone. */
export function LaunchDialog({ broadcast, onClose }: Props) {
  const { t } = useTranslation('broadcasts')
  const { client } = useStation()
  const { format } = useTown()
  const keep = useKeep()
  const toasts = useToasts()
  const { id, purpose, audience, variants, emergency } = broadcast
  const forecast = useForecast({ id, purpose: purpose.id, audience, variants, scheduleAt: null, emergency })
  const recall = async () => {
    await keep(await client.broadcasts.recall({ id }))
    toasts.show({ text: t('act.recalled') })
  }
  const launch = useMutation({
    mutationFn: () => client.broadcasts.launch({ id, undoSeconds }),
    onSuccess: (launched) => {
      toasts.show({ text: t('act.launched'), undo: { seconds: undoSeconds, run: () => void recall() } })
      onClose()
      return keep(launched)
    },
  })
  const plan = forecast.data?.plan
  const end = plan?.endsAt ? format.dateTime(plan.endsAt) : '…'
  return (
    <ConfirmDialog
      open
      title={t('act.launchTitle')}
      text={t('act.launchText', { number: format.number(forecast.data?.recipients ?? 0), end })}
      confirm={t('act.launch')}
      busy={launch.isPending}
      error={launch.error ?? forecast.error}
      onConfirm={() => launch.mutate()}
      onClose={onClose}
    >
      {forecast.data && <ForecastPanel forecast={forecast.data} />}
    </ConfirmDialog>
  )
}

export function PauseDialog({ broadcast: { id }, onClose }: Props) {
  const { t } = useTranslation('broadcasts')
  const { client } = useStation()
  const keep = useKeep()
  const toasts = useToasts()
  const undo = async () => void keep(await client.broadcasts.resume({ id }))
  const pause = useMutation({
    mutationFn: () => client.broadcasts.pause({ id }),
    onSuccess: (paused) => {
      toasts.show({ text: t('act.paused'), undo: { seconds: undoSeconds, run: () => void undo() } })
      onClose()
      return keep(paused)
    },
  })
  return (
    <ConfirmDialog
      open
      title={t('act.pauseTitle')}
      text={t('act.pauseText')}
      confirm={t('act.pause')}
      busy={pause.isPending}
      error={pause.error}
      onConfirm={() => pause.mutate()}
      onClose={onClose}
    />
  )
}

export function CancelDialog({ broadcast: { id }, onClose }: Props) {
  const { t } = useTranslation('broadcasts')
  const { client } = useStation()
  const keep = useKeep()
  const toasts = useToasts()
  const cancel = useMutation({
    mutationFn: () => client.broadcasts.cancel({ id }),
    onSuccess: (cancelled) => {
      toasts.show({ text: t('act.cancelled') })
      onClose()
      return keep(cancelled)
    },
  })
  return (
    <ConfirmDialog
      open
      danger
      title={t('act.cancelTitle')}
      text={t('act.cancelText')}
      confirm={t('act.cancel')}
      busy={cancel.isPending}
      error={cancel.error}
      onConfirm={() => cancel.mutate()}
      onClose={onClose}
    />
  )
}

export function SendBackDialog({ broadcast: { id }, onClose }: Props) {
  const { t } = useTranslation('broadcasts')
  const { client } = useStation()
  const keep = useKeep()
  const toasts = useToasts()
  const [comment, setComment] = useState('')
  const sendBack = useMutation({
    mutationFn: () => client.broadcasts.sendBack({ id, comment }),
    onSuccess: (draft) => {
      toasts.show({ text: t('act.sentBack') })
      onClose()
      return keep(draft)
    },
  })
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

export function TestDialog({ broadcast: { id, variants }, onClose }: Props) {
  const { t } = useTranslation('broadcasts')
  const { client } = useStation()
  const toasts = useToasts()
  const [phone, setPhone] = useState('+34')
  const [variant, setVariant] = useState(0)
  const test = useMutation({
    mutationFn: () => client.broadcasts.test({ id, phone: phone.replace(/\s/g, ''), variant }),
    onSuccess: () => {
      toasts.show({ text: t('act.tested') })
      onClose()
    },
  })
  return (
    <FormDialog
      title={t('act.testTitle')}
      submit={t('act.testSend')}
      busy={test.isPending}
      error={test.error}
      onSubmit={() => test.mutate()}
      onClose={onClose}
    >
      <TextField
        label={t('act.testPhone')}
        type="tel"
        value={phone}
        onChange={(event) => setPhone(event.target.value)}
        required
        autoFocus
        error={isRefused(test.error, 'phone')}
        helperText={t('act.testHelp')}
      />
      {variants.length > 1 && (
        <TextField
          select
          label={t('compose.texts')}
          value={variant}
          onChange={({ target }) => setVariant(Number(target.value))}
        >
          {variants.map(({ lang, text }, place) => (
            <MenuItem key={`${lang} ${text}`} value={place}>
              {t('compose.variant', { number: place + 1 })}
            </MenuItem>
          ))}
        </TextField>
      )}
    </FormDialog>
  )
}
