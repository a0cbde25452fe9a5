import { Box, Button, MenuItem, Paper, TextField, Typography } from '@mui/material'
import { useMutation } from '@tanstack/react-query'
import { type ComponentProps, type SubmitEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Language } from '../../../contract/common.ts'
import type { Me } from '../../../contract/session.ts'
import type { Town } from '../../../contract/settings.ts'
import { useStation } from '../../client/react.tsx'
import { citizenLanguages, languageNames } from '../../i18n/languages.ts'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { isRefused } from '../../ui/form-field.ts'
import { PasswordField } from '../../ui/password-field.tsx'
import { faultsOf, type TownForm } from './rules.ts'
import { TownReady } from './town-ready.tsx'

const workingDays = [1, 2, 3, 4, 5]
const zones = ['Europe/Madrid', 'Atlantic/Canary'] as const

/** A real town: its name, its notice, and the account of whoever manages it. */
export function CreateTown(props: { onEnter: (me: Me) => void; back: () => void }) {
  const { t, i18n } = useTranslation('first-run')
  const { client } = useStation()
  const form = useRef<HTMLFormElement>(null)
  const [text, setText] = useState<TownForm>({
    name: '',
    privacyNotice: t('form.noticeText', { town: t('form.town') }),
    person: '',
    username: '',
    password: '',
    repeat: '',
  })
  const [language, setLanguage] = useState<Language>(i18n.language === 'en' ? 'es' : (i18n.language as Language))
  const [timeZone, setTimeZone] = useState<Town['timeZone']>('Europe/Madrid')
  const [faults, setFaults] = useState<readonly (keyof TownForm)[]>([])
  const create = useMutation({
    mutationFn: () =>
      client.setup.createTown({
        town: {
          ...{ name: text.name, language, timeZone, privacyNotice: text.privacyNotice },
          ...{ phone: '', address: '', website: '' as const },
          openingHours: workingDays.map((weekday) => ({ weekday, from: '09:00', to: '14:00' })),
        },
        administrator: { username: text.username, name: text.person, password: text.password },
      }),
  })

  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const found = faultsOf(text)
    setFaults(found)
    if (found[0] === undefined) create.mutate()
    else form.current?.querySelector<HTMLElement>(`[name="${found[0]}"]`)?.focus()
  }
  const field = (name: keyof TownForm, wrong: string, help?: string): ComponentProps<typeof TextField> => {
    const bad = faults.includes(name) || isRefused(create.error, name)
    return {
      name,
      value: text[name],
      onChange: (event) => setText({ ...text, [name]: event.target.value }),
      error: bad,
      helperText: bad ? wrong : help,
      required: true,
    }
  }

  const { data } = create
  const goLink = ({ me }: { me: Me }) => {
    window.location.hash = '/line'
    props.onEnter(me)
  }
  if (data) return <TownReady go={() => goLink(data)} />
  return (
    <Paper
      ref={form}
      variant="outlined"
      component="form"
      noValidate
      onSubmit={submit}
      sx={{ p: 3, display: 'grid', gap: 2 }}
    >
      <Typography variant="h1">{t('form.title')}</Typography>
      <Typography color="textSecondary">{t('form.text')}</Typography>
      <Typography variant="h2">{t('form.townPart')}</Typography>
      <TextField {...field('name', t('form.nameError'), t('form.nameHelp'))} label={t('form.name')} autoFocus />
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { sm: '1fr 1fr' } }}>
        <TextField
          select
          label={t('form.language')}
          value={language}
          onChange={(event) => setLanguage(event.target.value as Language)}
        >
          {citizenLanguages.map((name) => (
            <MenuItem key={name} value={name}>
              {languageNames[name]}
            </MenuItem>
          ))}
        </TextField>
        <TextField
          select
          label={t('form.timeZone')}
          value={timeZone}
          onChange={(event) => setTimeZone(event.target.value as Town['timeZone'])}
        >
          {zones.map((zone) => (
            <MenuItem key={zone} value={zone}>
              {t(`form.zones.${zone}`)}
            </MenuItem>
          ))}
        </TextField>
      </Box>
      <TextField
        {...field('privacyNotice', t('form.noticeError'), t('form.noticeHelp'))}
        label={t('form.notice')}
        multiline
        minRows={3}
      />
      <Typography variant="h2">{t('form.accountPart')}</Typography>
      <TextField {...field('person', t('form.personError'))} label={t('form.person')} autoComplete="name" />
      <TextField
        {...field('username', t('form.usernameError'), t('form.usernameHelp'))}
        label={t('form.username')}
        autoComplete="username"
      />
      <PasswordField
        {...field('password', t('form.passwordError'), t('form.passwordHelp'))}
        label={t('form.password')}
        autoComplete="new-password"
      />
      <PasswordField {...field('repeat', t('form.repeatError'))} label={t('form.repeat')} autoComplete="new-password" />
      <ErrorNotice error={create.error} />
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
        <Button type="submit" variant="contained" size="large" loading={create.isPending}>
          {t('form.submit')}
        </Button>
        <Button onClick={props.back}>{t('back')}</Button>
      </Box>
    </Paper>
  )
}
