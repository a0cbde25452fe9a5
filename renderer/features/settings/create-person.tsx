import { TextField } from '@mui/material'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Role } from '../../../contract/session.ts'
import { useStation } from '../../client/react.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { useToasts } from '../../ui/toasts.tsx'
import { RoleField } from './role-field.tsx'
import { isUsername, minPasswordLength } from './rules.ts'

/** A new account, with a first password to hand over. */
export function CreatePerson(props: { onClose: () => void }) {
  const { t } = useTranslation('settings')
  const { api, client } = useStation()
  const queries = useQueryClient()
  const toasts = useToasts()
  const [name, setName] = useState('')
  const [username, setUsername] = useState('')
  const [password, setPassword] = useState('')
  const [role, setRole] = useState<Role>('operator')
  const [tried, setTried] = useState(false)
  const create = useMutation({
    mutationFn: () => client.operators.create({ name, username, role, password }),
    onSuccess: () => {
      props.onClose()
      toasts.show({ text: t('people.created', { name }) })
      return queries.invalidateQueries({ queryKey: api.operators.key() })
    },
  })
  const bad = {
    name: name.trim().length < 2,
    username: !isUsername(username),
    password: password.length < minPasswordLength,
  }
  const submit = () => {
    setTried(true)
    if (!bad.name && !bad.username && !bad.password) create.mutate()
  }
  return (
    <FormDialog
      title={t('people.new')}
      submit={t('people.create')}
      busy={create.isPending}
      error={create.error}
      onSubmit={submit}
      onClose={props.onClose}
    >
      <TextField
        label={t('people.fullName')}
        value={name}
        onChange={(event) => setName(event.target.value)}
        error={tried && bad.name}
        helperText={tried && bad.name && t('people.nameError')}
        autoFocus
        autoComplete="off"
      />
      <TextField
        label={t('people.username')}
        value={username}
        onChange={(event) => setUsername(event.target.value)}
        error={tried && bad.username}
        helperText={tried && bad.username ? t('people.usernameError') : t('people.usernameHelp')}
        autoComplete="off"
        slotProps={{ htmlInput: { autoCapitalize: 'none', spellCheck: false } }}
      />
      <RoleField role={role} choose={setRole} />
      <PasswordField
        label={t('people.firstPassword')}
        value={password}
        onChange={(event) => setPassword(event.target.value)}
        error={tried && bad.password}
        helperText={tried && bad.password ? t('people.passwordError') : t('people.firstPasswordHelp')}
        autoComplete="new-password"
      />
    </FormDialog>
  )
}
