import { MenuItem, TextField } from '@mui/material'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStation } from '../client/react.tsx'
import { ConfirmDialog } from './confirm-dialog.tsx'
import { useToasts } from './toasts.tsx'

/** Ways of asking that are not the person's own chat. */
const noted = ['counter', 'phone', 'paper', 'web'] as const
export type Noted = (typeof noted)[number]

type Props = { readonly citizenId: string; readonly open: boolean; readonly onClose: () => void }

/** How somebody asked for what is noted of them. */
export function MethodField({ value, choose }: { value: Noted; choose: (method: Noted) => void }) {
  const { t } = useTranslation('notices')
  return (
    <TextField select label={t('citizen.how')} value={value} onChange={(event) => choose(event.target.value as Noted)}>
      {noted.map((each) => (
        <MenuItem key={each} value={each}>
          {t(`citizen.methods.${each}`)}
        </MenuItem>
      ))}
    </TextField>
  )
}

/** Somebody asks at the counter or by telephone to be sent nothing more. */
export function WithdrawConsents({ citizenId, open, onClose }: Props) {
  const { t } = useTranslation('notices')
  const { api, client } = useStation()
  const queries = useQueryClient()
  const toasts = useToasts()
  const [method, choose] = useState<Noted>('counter')
  const withdraw = useMutation({
    mutationFn: () => client.consents.withdraw({ citizenId, method, purposes: 'all' }),
    onSuccess: () => {
      toasts.show({ text: t('citizen.withdrawn') })
      onClose()
    },
    onSettled: () => queries.invalidateQueries({ queryKey: api.consents.key() }),
  })
  return (
    <ConfirmDialog
      open={open}
      title={t('citizen.withdrawTitle')}
      text={t('citizen.withdrawText')}
      confirm={t('citizen.withdraw')}
      danger
      busy={withdraw.isPending}
      error={withdraw.error}
      onConfirm={() => withdraw.mutate()}
      onClose={onClose}
    >
      <MethodField value={method} choose={choose} />
    </ConfirmDialog>
  )
}

/** Whoever has the phone now is not who agreed. */
export function NumberOfAnother({ citizenId, open, onClose }: Props) {
  const { t } = useTranslation('notices')
  const { api, client } = useStation()
  const queries = useQueryClient()
  const toasts = useToasts()
  const change = useMutation({
    mutationFn: () => client.consents.numberChanged({ citizenId }),
    onSuccess: () => {
      toasts.show({ text: t('citizen.numberChanged') })
      onClose()
    },
    onSettled: () => queries.invalidateQueries({ queryKey: api.consents.key() }),
  })
  return (
    <ConfirmDialog
      open={open}
      title={t('citizen.wrongNumberTitle')}
      text={t('citizen.wrongNumberText')}
      confirm={t('citizen.wrongNumber')}
      danger
      busy={change.isPending}
      error={change.error}
      onConfirm={() => change.mutate()}
      onClose={onClose}
    />
  )
}
