import { MenuItem, TextField } from '@mui/material'
import { useTranslation } from 'react-i18next'
import type { Role } from '../../../contract/session.ts'

const roles: readonly Role[] = ['operator', 'social_services', 'officer', 'administrator', 'dpo', 'auditor']

/** What an account may do, with what that means. */
export function RoleField(props: { role: Role; choose: (role: Role) => void }) {
  const { t } = useTranslation('settings')
  const { t: common } = useTranslation()
  return (
    <TextField
      select
      label={t('people.role')}
      value={props.role}
      helperText={t(`people.roleHelp.${props.role}`)}
      onChange={(event) => props.choose(event.target.value as Role)}
    >
      {roles.map((role) => (
        <MenuItem key={role} value={role}>
          {common(`roles.${role}`)}
        </MenuItem>
      ))}
    </TextField>
  )
}
