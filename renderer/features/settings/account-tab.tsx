import { Box, MenuItem, TextField, Typography } from '@mui/material'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useMe, useStation } from '../../client/react.tsx'
import { useFormat } from '../../i18n/format.ts'
import type { OfferedLanguage } from '../../i18n/languages.ts'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { LanguageChoice } from '../../ui/language-choice.tsx'
import { isLookChoice, lookChoices, useLook } from '../../ui/look.tsx'
import { ChangePassword } from './change-password.tsx'
import { MyFactor } from './security/my-factor.tsx'
import { Part } from './security/part.tsx'
import { SetPin } from './set-pin.tsx'
import { ShortcutList } from './shortcut-list.tsx'

/** The operator's own: password, PIN, language, look and keys. */
export function AccountTab() {
  const { t } = useTranslation('settings')
  const { t: common } = useTranslation()
  const { operator, lastAccessAt } = useMe()
  const format = useFormat()
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { lg: '1fr 1fr' }, alignItems: 'start' }}>
      <Box sx={{ display: 'grid', gap: 2 }}>
        <Part title={operator.name}>
          <Typography color="textSecondary">
            {operator.username} · {common(`roles.${operator.role}`)}
            <br />
            {lastAccessAt === null
              ? t('account.firstAccess')
              : t('account.lastAccess', { when: format.dateTime(lastAccessAt) })}
          </Typography>
          <MyLanguage />
          <MyLook />
        </Part>
        <Part title={t('account.pin')}>
          <SetPin />
        </Part>
        <Part title={t('account.factor')}>
          <MyFactor />
        </Part>
        <Part title={t('account.password')}>
          <ChangePassword />
        </Part>
      </Box>
      <Part title={t('keys.title')}>
        <ShortcutList />
      </Part>
    </Box>
  )
}

function MyLanguage() {
  const { api, client } = useStation()
  const queries = useQueryClient()
  const save = useMutation({
    mutationFn: (language: OfferedLanguage) => client.session.setLanguage({ language }),
    onSuccess: (_, language) => {
      queries.setQueryData(api.session.me.queryKey(), (me) => me && { ...me, operator: { ...me.operator, language } })
    },
  })
  return (
    <>
      <LanguageChoice onChoose={save.mutate} />
      <ErrorNotice error={save.error} />
    </>
  )
}

function MyLook() {
  const { t } = useTranslation()
  const look = useLook()
  return (
    <TextField
      select
      label={t('look')}
      value={look.choice}
      onChange={(event) => isLookChoice(event.target.value) && look.choose(event.target.value)}
    >
      {lookChoices.map((choice) => (
        <MenuItem key={choice} value={choice}>
          {t(`looks.${choice}`)}
        </MenuItem>
      ))}
    </TextField>
  )
}
