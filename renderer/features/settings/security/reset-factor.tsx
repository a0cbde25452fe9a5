import { TextField, Typography } from '@mui/material'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Operator } from '../../../../contract/operators.ts'
import { useStation } from '../../../client/react.tsx'
import { FormDialog } from '../../../ui/form-dialog.tsx'
import { useToasts } from '../../../ui/toasts.tsx'

/** For a colleague who lost phone and codes. */
export function ResetFactor(props: { person: Operator; onClose: () => void }) {
  const { t } = useTranslation('security')
  const { client } = useStation()
  const toasts = useToasts()
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const short = reason.trim().length < 5
  const reset = useMutation({
    mutationFn: () => client.security.resetFactor({ id: props.person.id, reason }),
    onSuccess: () => {
      toasts.show({ text: t('reset.done', { name: props.person.name }) })
      props.onClose()
    },
  })
  return (
    <FormDialog
      title={t('reset.title', { name: props.person.name })}
      submit={t('reset.go')}
      busy={reset.isPending}
      error={reset.error}
      onSubmit={() => {
        setTried(true)
        if (!short) reset.mutate()
      }}
      onClose={props.onClose}
    >
      <Typography>{t('reset.text')}</Typography>
      <TextField
        label={t('reset.reason')}
        value={reason}
        onChange={(event) => setReason(event.target.value.slice(0, 300))}
        error={tried && short}
        helperText={t('reset.reasonHelp')}
        autoFocus
      />
    </FormDialog>
  )
}
