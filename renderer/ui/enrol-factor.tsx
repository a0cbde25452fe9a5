import { Box, Button, Typography } from '@mui/material'
import { useMutation } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Me } from '../../contract/session.ts'
import { isProblem } from '../client/problems.ts'
import { useStation } from '../client/react.tsx'
import { CodeField, isCode, plainCode } from './code-field.tsx'
import { ErrorNotice } from './error-notice.tsx'
import { PasswordField } from './password-field.tsx'
import { Qr } from './qr.tsx'
import { RecoveryCodes } from './recovery-codes.tsx'

type Factor = { readonly secret: string; readonly uri: string }
type Confirmed = { readonly recoveryCodes: readonly string[]; readonly me: Me }

/**
 * Sets up a second factor: a code to scan, a first code back, and the codes to keep. `withPassword`: somebody who is
 * already in shows first that it is them.
 */
export function EnrolFactor(props: { withPassword: boolean; onDone: (me: Me) => void }) {
  const [factor, setFactor] = useState<Factor | null>(null)
  const [confirmed, setConfirmed] = useState<Confirmed | null>(null)
  if (confirmed) return <RecoveryCodes codes={confirmed.recoveryCodes} onKept={() => props.onDone(confirmed.me)} />
  if (factor) return <ScanAndConfirm factor={factor} onConfirmed={setConfirmed} />
  return <Begin withPassword={props.withPassword} onBegun={setFactor} />
}

function Begin(props: { withPassword: boolean; onBegun: (factor: Factor) => void }) {
  const { t } = useTranslation('security')
  const { client } = useStation()
  const [password, setPassword] = useState('')
  const [missing, setMissing] = useState(false)
  const begin = useMutation({
    mutationFn: () => client.security.enrolFactor(props.withPassword ? { password } : {}),
    onSuccess: props.onBegun,
  })
  const wrong = isProblem(begin.error, 'SIGN_IN_FAILED')
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const incomplete = props.withPassword && password === ''
    setMissing(incomplete)
    if (!incomplete) begin.mutate()
  }
  return (
    <Box component="form" noValidate onSubmit={submit} sx={{ display: 'grid', gap: 2 }}>
      <Typography color="textSecondary">{t('factor.what')}</Typography>
      {props.withPassword && (
        <PasswordField
          label={t('factor.password')}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          autoComplete="current-password"
          error={missing || wrong}
          helperText={(missing && t('factor.passwordMissing')) || (wrong && t('factor.passwordWrong'))}
        />
      )}
      {!wrong && <ErrorNotice error={begin.error} />}
      <Button type="submit" variant="contained" loading={begin.isPending} sx={{ justifySelf: 'start' }}>
        {t('factor.begin')}
      </Button>
    </Box>
  )
}

function ScanAndConfirm(props: { factor: Factor; onConfirmed: (confirmed: Confirmed) => void }) {
  const { t } = useTranslation('security')
  const { client } = useStation()
  const [code, setCode] = useState('')
  const [short, setShort] = useState(false)
  const confirm = useMutation({
    mutationFn: () => client.security.confirmFactor({ code: plainCode(code) }),
    onSuccess: props.onConfirmed,
    onError: () => setCode(''),
  })
  const wrong = isProblem(confirm.error, 'SIGN_IN_FAILED')
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setShort(!isCode(code))
    if (isCode(code)) confirm.mutate()
  }
  return (
    <Box component="form" noValidate onSubmit={submit} sx={{ display: 'grid', gap: 2 }}>
      <Typography>{t('factor.scan')}</Typography>
      <Box sx={{ maxWidth: '14rem' }}>
        <Qr text={props.factor.uri} alt={t('factor.qr')} />
      </Box>
      <Box>
        <Typography variant="body2" color="textSecondary">
          {t('factor.byHand')}
        </Typography>
        <Typography
          component="code"
          data-testid="factor-secret"
          sx={{ fontFamily: 'monospace', fontSize: '1.05rem', overflowWrap: 'anywhere' }}
        >
          {props.factor.secret.replace(/(.{4})(?=.)/g, '$1 ')}
        </Typography>
      </Box>
      <CodeField
        label={t('factor.firstCode')}
        value={code}
        onCode={setCode}
        autoFocus
        error={short || wrong}
        helperText={wrong ? t('factor.codeWrong') : t('factor.codeHelp')}
      />
      {!wrong && <ErrorNotice error={confirm.error} />}
      <Button type="submit" variant="contained" loading={confirm.isPending} sx={{ justifySelf: 'start' }}>
        {t('factor.confirm')}
      </Button>
    </Box>
  )
}
