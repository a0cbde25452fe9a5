import { Box, Button, Typography } from '@mui/material'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isProblem } from '../../client/problems.ts'
import { useMe, useStation } from '../../client/react.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { isPin, PinField } from '../../ui/pin-field.tsx'
import { useToasts } from '../../ui/toasts.tsx'

/** Six digits to unlock and to take over a shared desk; setting them needs the password. */
export function SetPin() {
  const { t } = useTranslation('settings')
  const { api, client } = useStation()
  const queries = useQueryClient()
  const toasts = useToasts()
  const { hasPin } = useMe().operator
  const [pin, setPin] = useState('')
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const set = useMutation({
    mutationFn: () => client.session.setPin({ pin, password }),
    onSuccess: () => {
      setPin('')
      setPassword('')
      setTried(false)
      toasts.show({ text: t('account.pinSet') })
      queries.setQueryData(
        api.session.me.queryKey(),
        (me) => me && { ...me, operator: { ...me.operator, hasPin: true } },
      )
    },
  })
  const wrong = isProblem(set.error, 'SIGN_IN_FAILED')
  const weak = isProblem(set.error, 'WEAK_PIN')
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setTried(true)
    if (isPin(pin) && password !== '') set.mutate()
  }
  return (
    <Box component="form" noValidate onSubmit={submit} sx={{ display: 'grid', gap: 2 }}>
      <Typography color="textSecondary">{hasPin ? t('account.pinHas') : t('account.pinText')}</Typography>
      <PinField
        label={t('account.newPin')}
        value={pin}
        onPin={setPin}
        error={(tried && !isPin(pin)) || weak}
        helperText={weak ? t('account.pinWeak') : t('account.pinHelp')}
      />
      <PasswordField
        label={t('account.current')}
        value={password}
        onChange={(event) => setPassword(event.target.value)}
        autoComplete="current-password"
        error={(tried && password === '') || wrong}
        helperText={wrong ? t('account.currentWrong') : tried && password === '' && t('account.currentMissing')}
      />
      {!wrong && !weak && <ErrorNotice error={set.error} />}
      <Button type="submit" variant="contained" loading={set.isPending} sx={{ justifySelf: 'start' }}>
        {hasPin ? t('account.changePin') : t('account.setPin')}
      </Button>
    </Box>
  )
}
