import { Box, Button, Typography } from '@mui/material'
import { useMutation } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isProblem } from '../../client/problems.ts'
import { useStation } from '../../client/react.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { useToasts } from '../../ui/toasts.tsx'
import { minPasswordLength } from './rules.ts'

export function ChangePassword() {
  const { t } = useTranslation('settings')
  const { client } = useStation()
  const toasts = useToasts()
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const [tried, setTried] = useState(false)
  const change = useMutation({
    mutationFn: () => client.session.changePassword({ current, next }),
    onSuccess: () => {
      setCurrent('')
      setNext('')
      setTried(false)
      toasts.show({ text: t('account.passwordChanged') })
    },
  })
  const bad = { current: current === '', next: next.length < minPasswordLength }
  const wrong = isProblem(change.error, 'SIGN_IN_FAILED')
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setTried(true)
    if (!bad.current && !bad.next) change.mutate()
  }
  return (
    <Box component="form" noValidate onSubmit={submit} sx={{ display: 'grid', gap: 2 }}>
      <Typography color="textSecondary">{t('account.passwordText')}</Typography>
      <PasswordField
        label={t('account.current')}
        value={current}
        onChange={(event) => setCurrent(event.target.value)}
        autoComplete="current-password"
        error={(tried && bad.current) || wrong}
        helperText={wrong ? t('account.currentWrong') : tried && bad.current && t('account.currentMissing')}
      />
      <PasswordField
        label={t('account.next')}
        value={next}
        onChange={(event) => setNext(event.target.value)}
        autoComplete="new-password"
        error={tried && bad.next}
        helperText={t('people.passwordError')}
      />
      {!wrong && <ErrorNotice error={change.error} />}
      <Button type="submit" variant="contained" loading={change.isPending} sx={{ justifySelf: 'start' }}>
        {t('account.changePassword')}
      </Button>
    </Box>
  )
}
