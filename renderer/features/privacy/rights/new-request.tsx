import { MenuItem, TextField } from '@mui/material'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type RightsChannel, type RightsKind, rightsChannels, rightsKinds } from '../../../../contract/rights.ts'
import { useStation } from '../../../client/react.tsx'
import { FormDialog } from '../../../ui/form-dialog.tsx'
import { isRefused } from '../../../ui/form-field.ts'
import { useToasts } from '../../../ui/toasts.tsx'
import { type Person, PersonSearch } from './person-search.tsx'
import { useKeep } from './rights-data.ts'

const channels = rightsChannels.filter((channel) => channel !== 'chat')

/** A request that came in at the counter, by phone, on paper or by mail. */
export function NewRequest(props: { onOpened: (id: string) => void; onClose: () => void }) {
  const { t } = useTranslation('privacy')
  const { client } = useStation()
  const toasts = useToasts()
  const keep = useKeep()
  const [person, choose] = useState<Person | null>(null)
  const [form, setForm] = useState<{
    kind: RightsKind
    channel: RightsChannel
    name: string
    contact: string
    words: string
  }>({ kind: 'access', channel: 'counter', name: '', contact: '', words: '' })
  const [tried, setTried] = useState(false)
  const change = (part: Partial<typeof form>) => setForm({ ...form, ...part })
  const isNameless = person === null && form.name.trim() === '' && form.contact.trim() === ''
  const open = useMutation({
    mutationFn: () => client.rights.open({ ...form, ...(person !== null && { citizenId: person.id }) }),
    onSuccess: (request) => {
      toasts.show({ text: t('rights.form.opened', { number: request.number }) })
      void keep(request)
      props.onOpened(request.id)
    },
  })
  const wrong = (tried && isNameless) || isRefused(open.error, 'name')
  return (
    <FormDialog
      title={t('rights.new')}
      submit={t('rights.form.open')}
      busy={open.isPending}
      error={open.error}
      onSubmit={() => {
        setTried(true)
        if (!isNameless) open.mutate()
      }}
      onClose={props.onClose}
    >
      <TextField
        select
        label={t('rights.form.kind')}
        value={form.kind}
        onChange={({ target }) => change({ kind: rightsKinds.find((kind) => kind === target.value) ?? 'access' })}
      >
        {rightsKinds.map((kind) => (
          <MenuItem key={kind} value={kind}>
            {t(`rights.kinds.${kind}`)}
          </MenuItem>
        ))}
      </TextField>
      <TextField
        select
        label={t('rights.form.channel')}
        value={form.channel}
        onChange={({ target }) => change({ channel: channels.find((one) => one === target.value) ?? 'counter' })}
      >
        {channels.map((channel) => (
          <MenuItem key={channel} value={channel}>
            {t(`rights.channels.${channel}`)}
          </MenuItem>
        ))}
      </TextField>
      <PersonSearch chosen={person} choose={choose} />
      {person === null && (
        <TextField
          label={t('rights.form.name')}
          value={form.name}
          onChange={({ target }) => change({ name: target.value })}
          error={wrong}
          helperText={wrong ? t('rights.form.nameError') : t('rights.form.nameHelp')}
          slotProps={{ htmlInput: { maxLength: 120 } }}
        />
      )}
      <TextField
        label={t('rights.form.contact')}
        value={form.contact}
        onChange={({ target }) => change({ contact: target.value })}
        slotProps={{ htmlInput: { maxLength: 200 } }}
      />
      <TextField
        label={t('rights.form.words')}
        value={form.words}
        onChange={({ target }) => change({ words: target.value })}
        multiline
        minRows={2}
        helperText={t('rights.form.wordsHelp')}
        slotProps={{ htmlInput: { maxLength: 2000 } }}
      />
    </FormDialog>
  )
}
