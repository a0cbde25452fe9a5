import { TextField } from '@mui/material'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isProblem } from '../../../client/problems.ts'
import { useStation } from '../../../client/react.tsx'
import { FormDialog } from '../../../ui/form-dialog.tsx'
import { useToasts } from '../../../ui/toasts.tsx'
import { useKeepCard } from './identifiers.tsx'

/** Another phone of the same person. */
export function PhoneDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('citizens')
  const { client } = useStation()
  const keep = useKeepCard()
  const toasts = useToasts()
  const [phone, setPhone] = useState('')
  const add = useMutation({
    mutationFn: () => client.citizens.addPhone({ id, phone }),
    onSuccess: (card) => {
      toasts.show({ text: t('card.phoneAdded') })
      void keep(card)
      onClose()
    },
  })
  return (
    <FormDialog
      title={t('card.addPhone')}
      submit={t('add', { ns: 'common' })}
      busy={add.isPending}
      error={add.error}
      onSubmit={() => add.mutate()}
      onClose={onClose}
    >
      <TextField
        autoFocus
        required
        type="tel"
        label={t('card.phone')}
        helperText={t('card.phoneHelp')}
        value={phone}
        error={isProblem(add.error, 'PHONE_INVALID')}
        onChange={({ target }) => setPhone(target.value)}
        slotProps={{ htmlInput: { maxLength: 40 } }}
      />
    </FormDialog>
  )
}
