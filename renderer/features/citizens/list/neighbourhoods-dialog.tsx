import { TextField } from '@mui/material'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CitizenSettings } from '../../../../contract/citizens.ts'
import { useStation } from '../../../client/react.tsx'
import { FormDialog } from '../../../ui/form-dialog.tsx'
import { isRefused } from '../../../ui/form-field.ts'
import { useToasts } from '../../../ui/toasts.tsx'

/** The names of the town's neighbourhoods, and how large a list may be. */
export function NeighbourhoodsDialog({ onClose }: { onClose: () => void }) {
  const { api } = useStation()
  const settings = useQuery(api.citizens.settings.queryOptions())
  return settings.data === undefined ? null : <Form settings={settings.data} onClose={onClose} />
}

function Form({ settings, onClose }: { settings: CitizenSettings; onClose: () => void }) {
  const { t } = useTranslation('citizens')
  const { client } = useStation()
  const toasts = useToasts()
  const [names, setNames] = useState(settings.neighbourhoods.join('\n'))
  const [megabytes, setMegabytes] = useState(String(settings.importMegabytes))
  const save = useMutation({
    mutationFn: () =>
      client.citizens.saveSettings({
        neighbourhoods: names
          .split('\n')
          .map((name) => name.trim())
          .filter((name) => name !== ''),
        importMegabytes: Number(megabytes),
      }),
    onSuccess: () => {
      toasts.show({ text: t('neighbourhoods.saved') })
      onClose()
    },
  })
  return (
    <FormDialog
      title={t('neighbourhoods.title')}
      submit={t('save', { ns: 'common' })}
      busy={save.isPending}
      error={save.error}
      onSubmit={() => save.mutate()}
      onClose={onClose}
    >
      <TextField
        multiline
        minRows={5}
        maxRows={12}
        autoFocus
        label={t('neighbourhoods.label')}
        helperText={t('neighbourhoods.help')}
        value={names}
        onChange={({ target }) => setNames(target.value)}
        error={isRefused(save.error, 'neighbourhoods')}
      />
      <TextField
        type="number"
        label={t('neighbourhoods.megabytes')}
        value={megabytes}
        onChange={({ target }) => setMegabytes(target.value)}
        error={isRefused(save.error, 'importMegabytes')}
        slotProps={{ htmlInput: { min: 1, max: 200 } }}
      />
    </FormDialog>
  )
}
