import { TextField } from '@mui/material'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Operator } from '../../../contract/operators.ts'
import { useStation } from '../../client/react.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { RoleField } from './role-field.tsx'

/** Another name or role for an account. */
export function EditPerson(props: { person: Operator; onClose: () => void }) {
  const { t } = useTranslation('settings')
  const { t: common } = useTranslation()
  const { api, client } = useStation()
  const queries = useQueryClient()
  const [name, setName] = useState(props.person.name)
  const [role, setRole] = useState(props.person.role)
  const [tried, setTried] = useState(false)
  const save = useMutation({
    mutationFn: () => client.operators.update({ id: props.person.id, name, role }),
    onSuccess: () => {
      props.onClose()
      return queries.invalidateQueries({ queryKey: api.operators.key() })
    },
  })
  const short = name.trim().length < 2
  const submit = () => {
    setTried(true)
    if (!short) save.mutate()
  }
  return (
    <FormDialog
      title={t('people.editTitle', { name: props.person.name })}
      submit={common('save')}
      busy={save.isPending}
      error={save.error}
      onSubmit={submit}
      onClose={props.onClose}
    >
      <TextField
        label={t('people.fullName')}
        value={name}
        onChange={(event) => setName(event.target.value)}
        error={tried && short}
        helperText={tried && short && t('people.nameError')}
        autoFocus
      />
      <RoleField role={role} choose={setRole} />
    </FormDialog>
  )
}
