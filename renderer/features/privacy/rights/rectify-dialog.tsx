import { TextField, Typography } from '@mui/material'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RightsRequest } from '../../../../contract/rights.ts'
import { useStation } from '../../../client/react.tsx'
import { FormDialog } from '../../../ui/form-dialog.tsx'
import { isRefused } from '../../../ui/form-field.ts'
import { useKeep } from './rights-data.ts'

/** Puts right what the person is called. */
export function RectifyDialog({ request, onClose }: { request: RightsRequest; onClose: () => void }) {
  const { t } = useTranslation('privacy')
  const { client } = useStation()
  const keep = useKeep()
  const [name, setName] = useState(request.citizen?.name ?? '')
  const rectify = useMutation({
    mutationFn: () => client.rights.rectify({ id: request.id, name: name.trim() }),
    onSuccess: (changed) => {
      onClose()
      return keep(changed)
    },
  })
  const wrong = isRefused(rectify.error, 'name')
  return (
    <FormDialog
      title={t('rights.acts.rectify')}
      submit={t('rights.text.save')}
      busy={rectify.isPending}
      error={rectify.error}
      onSubmit={() => rectify.mutate()}
      onClose={onClose}
    >
      <Typography>{t('rights.rectify')}</Typography>
      <TextField
        label={t('rights.facts.name')}
        value={name}
        onChange={({ target }) => setName(target.value)}
        autoFocus
        required
        error={wrong}
        slotProps={{ htmlInput: { maxLength: 120 } }}
      />
    </FormDialog>
  )
}
