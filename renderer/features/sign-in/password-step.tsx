import { Box, Button, Typography } from '@mui/material'
import { useMutation } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Me } from '../../../contract/session.ts'
import { isProblem } from '../../client/problems.ts'
import { useStation } from '../../client/react.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { PasswordField } from '../../ui/password-field.tsx'

const shortest = 12

/** A password that was given, or has run out, gives way to one that nobody else knows. */
export function PasswordStep(props: { onStep: (me: Me) => void }) {
  const { t } = useTranslation('security')
  const { client } = useStation()
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const [tried, setTried] = useState(false)
  const change = useMutation({
    mutationFn: async () => {
      await client.session.changePassword({ current, next })
      return client.session.me()
    },
    onSuccess: props.onStep,
  })
  const wrong = isProblem(change.error, 'SIGN_IN_FAILED')
  const short = next.length < shortest
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setTried(true)
    if (current !== '' && !short) change.mutate()
  }
  return (
    <Box component="form" noValidate onSubmit={submit} sx={{ display: 'grid', gap: 2 }}>
      <Typography>{t('door.passwordText')}</Typography>
      <PasswordField
        label={t('door.current')}
        value={current}
        onChange={(event) => setCurrent(event.target.value)}
        autoComplete="current-password"
        autoFocus
        error={(tried && current === '') || wrong}
        helperText={(wrong && t('factor.passwordWrong')) || (tried && current === '' && t('factor.passwordMissing'))}
      />
      <PasswordField
        label={t('door.next')}
        value={next}
        onChange={(event) => setNext(event.target.value)}
        autoComplete="new-password"
        error={tried && short}
        helperText={t('door.nextHelp')}
      />
      {!wrong && <ErrorNotice error={change.error} />}
      <Button type="submit" variant="contained" size="large" loading={change.isPending}>
        {t('door.change')}
      </Button>
    </Box>
  )
}
