import Shield from '@mui/icons-material/Shield'
import { Box, Button, Paper, TextField, Typography } from '@mui/material'
import { useMutation } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Me } from '../../../contract/session.ts'
import { useStation } from '../../client/react.tsx'
import { isOffered } from '../../i18n/languages.ts'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { LanguageChoice } from '../../ui/language-choice.tsx'
import { PasswordField } from '../../ui/password-field.tsx'

/** Who are you: a name and a password. */
export function SignIn(props: { townName: string | null; practice: boolean; onEnter: (me: Me) => void }) {
  const { t } = useTranslation('sign-in')
  return (
    <Box component="main" sx={{ display: 'grid', minHeight: '100dvh', p: 2 }}>
      <Box sx={{ m: 'auto', width: '100%', maxWidth: '24rem', display: 'grid', gap: 2 }}>
        <Box sx={{ display: 'flex', gap: 1.5, alignItems: 'center' }}>
          <Shield aria-hidden color="primary" sx={{ fontSize: 40 }} />
          <Box>
            <Typography variant="h1">{props.townName ?? t('title')}</Typography>
            <Typography color="textSecondary">{props.practice ? t('practice') : t('product')}</Typography>
          </Box>
        </Box>
        {props.practice && <KeepPractising onEnter={props.onEnter} />}
        <Paper variant="outlined" sx={{ p: 3 }}>
          <SignInForm practice={props.practice} onEnter={props.onEnter} />
        </Paper>
        <LanguageChoice />
      </Box>
    </Box>
  )
}

/** The practice town holds nothing of anybody: whoever sits here may go on with it. */
function KeepPractising(props: { onEnter: (me: Me) => void }) {
  const { t, i18n } = useTranslation('sign-in')
  const { client } = useStation()
  const enter = useMutation({
    mutationFn: () => client.setup.startPractice(isOffered(i18n.language) ? { language: i18n.language } : {}),
    onSuccess: ({ me }) => props.onEnter(me),
  })
  return (
    <Paper variant="outlined" sx={{ p: 3, display: 'grid', gap: 2 }}>
      <Typography>{t('practiceText')}</Typography>
      <Button variant="contained" size="large" loading={enter.isPending} onClick={() => enter.mutate()}>
        {t('keepPractising')}
      </Button>
      <ErrorNotice error={enter.error} />
    </Paper>
  )
}

function SignInForm(props: { practice: boolean; onEnter: (me: Me) => void }) {
  const { t } = useTranslation('sign-in')
  const { client } = useStation()
  const [username, setUsername] = useState('')
  const [password, setPassword] = useState('')
  const [missing, setMissing] = useState(false)
  const signIn = useMutation({
    mutationFn: () => client.session.signIn({ username, password }),
    onSuccess: ({ me }) => props.onEnter(me),
    onError: () => setPassword(''),
  })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const incomplete = username.trim() === '' || password === ''
    setMissing(incomplete)
    if (!incomplete) signIn.mutate()
  }
  const lacks = (value: string, text: string) =>
    missing && value.trim() === '' ? { error: true, helperText: text } : {}
  return (
    <Box component="form" noValidate onSubmit={submit} sx={{ display: 'grid', gap: 2 }}>
      <TextField
        label={t('username')}
        value={username}
        onChange={(event) => setUsername(event.target.value)}
        autoComplete="username"
        autoFocus={!props.practice}
        slotProps={{ htmlInput: { autoCapitalize: 'none', spellCheck: false } }}
        {...lacks(username, t('usernameMissing'))}
      />
      <PasswordField
        label={t('password')}
        value={password}
        onChange={(event) => setPassword(event.target.value)}
        autoComplete="current-password"
        {...lacks(password, t('passwordMissing'))}
      />
      <ErrorNotice error={signIn.error} />
      <Button type="submit" variant={props.practice ? 'outlined' : 'contained'} size="large" loading={signIn.isPending}>
        {t('enter')}
      </Button>
    </Box>
  )
}
