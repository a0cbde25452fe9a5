import Lock from '@mui/icons-material/LockOutlined'
import { Box, Button, Dialog, Link, Paper, Typography } from '@mui/material'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type SubmitEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Me } from '../../contract/session.ts'
import { isProblem } from '../client/problems.ts'
import { useStation } from '../client/react.tsx'
import { Avatar } from '../ui/avatar.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { PasswordField } from '../ui/password-field.tsx'
import { isPin, PinField } from '../ui/pin-field.tsx'
import { useSignOut } from './session.ts'
import { SwitchForm } from './switch-operator.tsx'

/** Covers everything, keeps it mounted: drafts and places stay. */
export function LockScreen({ me }: { me: Me }) {
  const { t } = useTranslation('shell')
  const { api } = useStation()
  const title = useId()
  const signOut = useSignOut()
  const [switching, setSwitching] = useState(false)
  const desk = useQuery(api.session.desk.queryOptions({ networkMode: 'always', staleTime: 0, enabled: me.locked }))
  return (
    <Dialog
      open={me.locked}
      fullScreen
      transitionDuration={0}
      aria-labelledby={title}
      sx={{ zIndex: 2000 }}
      slotProps={{ paper: { sx: (theme) => ({ backgroundColor: theme.colors.canvas, border: 0, overflow: 'auto' }) } }}
    >
      <Box sx={{ m: 'auto', p: 2, width: '100%', maxWidth: '26rem', display: 'grid', gap: 2 }}>
        <Paper variant="outlined" sx={{ p: 3, display: 'grid', gap: 2 }}>
          <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.5 }}>
            <Avatar name={me.operator.name} size={48} />
            <Box>
              <Typography variant="h2" component="h1" id={title} sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
                <Lock fontSize="small" aria-hidden /> {t('lock.title')}
              </Typography>
              <Typography color="textSecondary">{t('lock.of', { name: me.operator.name })}</Typography>
            </Box>
          </Box>
          <Typography variant="body2">{t('lock.kept')}</Typography>
          {switching ? (
            <SwitchForm colleagues={desk.data ?? []} onDone={() => setSwitching(false)} />
          ) : (
            <UnlockForm me={me} />
          )}
        </Paper>
        {(desk.data?.length ?? 0) > 0 && (
          <Button onClick={() => setSwitching(!switching)}>
            {switching ? t('lock.of', { name: me.operator.name }) : t('lock.colleagues')}
          </Button>
        )}
        <Link component="button" type="button" onClick={() => signOut.mutate()} sx={{ justifySelf: 'center', p: 1 }}>
          {t('lock.signOut')}
        </Link>
      </Box>
    </Dialog>
  )
}

function UnlockForm({ me }: { me: Me }) {
  const { t } = useTranslation('shell')
  const { api, client } = useStation()
  const queries = useQueryClient()
  const [prefersPin, setPrefersPin] = useState(true)
  const withPin = prefersPin && me.operator.hasPin
  const [secret, setSecret] = useState('')
  const [short, setShort] = useState(false)
  const unlock = useMutation({
    mutationFn: () => client.session.unlock(withPin ? { pin: secret } : { password: secret }),
    onSuccess: (opened) => {
      setSecret('')
      queries.setQueryData(api.session.me.queryKey(), opened)
    },
    onError: () => {
      setSecret('')
      // After too many wrong ones the PIN no longer opens.
      void queries.invalidateQueries({ queryKey: api.session.me.key() })
    },
  })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const incomplete = withPin ? !isPin(secret) : secret === ''
    setShort(incomplete)
    if (!incomplete) unlock.mutate()
  }
  const wrong = unlock.isError && isProblem(unlock.error, 'SIGN_IN_FAILED')
  const pinHelp = wrong ? t('lock.wrongPin') : short && t('lock.pinDigits')
  const field = { value: secret, autoFocus: true, error: short || wrong, helperText: withPin && pinHelp }
  return (
    <Box component="form" noValidate onSubmit={submit} sx={{ display: 'grid', gap: 2 }}>
      {withPin ? (
        <PinField key="pin" {...field} label={t('lock.pin')} onPin={setSecret} />
      ) : (
        <PasswordField
          key="password"
          {...field}
          label={t('lock.password')}
          autoComplete="current-password"
          onChange={(event) => setSecret(event.target.value)}
        />
      )}
      {!(wrong && withPin) && <ErrorNotice error={unlock.error} />}
      <Button type="submit" variant="contained" loading={unlock.isPending}>
        {t('lock.unlock')}
      </Button>
      {me.operator.hasPin && (
        <Button
          onClick={() => {
            setPrefersPin(!prefersPin)
            setSecret('')
            unlock.reset()
          }}
        >
          {withPin ? t('lock.usePassword') : t('lock.usePin')}
        </Button>
      )}
    </Box>
  )
}
