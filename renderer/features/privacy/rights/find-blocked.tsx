import { Button, Link, TextField, Typography } from '@mui/material'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link as RouteLink } from 'wouter'
import { useStation } from '../../../client/react.tsx'
import { FormDialog } from '../../../ui/form-dialog.tsx'

/** Finds under which request a number was blocked: for who has an order and nothing but a number. */
export function FindBlocked() {
  const { t } = useTranslation('privacy')
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button variant="outlined" onClick={() => setOpen(true)}>
        {t('rights.find.title')}
      </Button>
      {isOpen && <FindDialog onClose={() => setOpen(false)} />}
    </>
  )
}

function FindDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('privacy')
  const { client } = useStation()
  const [phone, setPhone] = useState('')
  const [reason, setReason] = useState('')
  const find = useMutation({
    mutationFn: () => client.rights.findBlocked({ phone: phone.trim(), reason: reason.trim() }),
  })
  return (
    <FormDialog
      title={t('rights.find.title')}
      submit={t('rights.find.find')}
      busy={find.isPending}
      error={find.error}
      onSubmit={() => find.mutate()}
      onClose={onClose}
    >
      <TextField
        label={t('rights.find.phone')}
        value={phone}
        onChange={({ target }) => setPhone(target.value)}
        required
        autoFocus
        slotProps={{ htmlInput: { maxLength: 30 } }}
      />
      <TextField
        label={t('rights.blocked.reason')}
        value={reason}
        onChange={({ target }) => setReason(target.value)}
        required
        helperText={t('rights.blocked.reasonHelp')}
        slotProps={{ htmlInput: { maxLength: 500 } }}
      />
      {find.data?.length === 0 && <Typography role="status">{t('rights.find.none')}</Typography>}
      {find.data?.map(({ id, number }) => (
        <Link key={id} component={RouteLink} href={`/privacy/rights/${id}`}>
          {number}
        </Link>
      ))}
    </FormDialog>
  )
}
