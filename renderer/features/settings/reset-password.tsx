import { Typography } from '@mui/material'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Operator } from '../../../contract/operators.ts'
import { useStation } from '../../client/react.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { useToasts } from '../../ui/toasts.tsx'
import { minPasswordLength } from './rules.ts'

/** A new password for somebody who lost theirs. */
export function ResetPassword(props: { person: Operator; onClose: () => void }) {
  const { t } = useTranslation('settings')
  const { client } = useStation()
  const toasts = useToasts()
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const reset = useMutation({
    mutationFn: () => client.operators.resetPassword({ id: props.person.id, password }),
    onSuccess: () => {
      props.onClose()
      toasts.show({ text: t('people.passwordReset', { name: props.person.name }) })
    },
  })
  const short = password.length < minPasswordLength
  const submit = () => {
    setTried(true)
    if (!short) reset.mutate()
  }
  return (
    <FormDialog
      title={t('people.resetTitle', { name: props.person.name })}
      submit={t('people.resetPassword')}
      busy={reset.isPending}
      error={reset.error}
      onSubmit={submit}
      onClose={props.onClose}
    >
      <Typography>{t('people.resetText')}</Typography>
      <PasswordField
        label={t('people.newPassword')}
        value={password}
        onChange={(event) => setPassword(event.target.value)}
        error={tried && short}
        helperText={tried && short ? t('people.passwordError') : t('people.firstPasswordHelp')}
        autoFocus
        autoComplete="new-password"
      />
    </FormDialog>
  )
}
