import { TextField, Typography } from '@mui/material'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AccessReport } from '../../../../contract/security.ts'
import { useStation } from '../../../client/react.tsx'
import { FormDialog } from '../../../ui/form-dialog.tsx'
import { useToasts } from '../../../ui/toasts.tsx'

/** Signing off what is on the screen, as it is. */
export function SignReview(props: { report: AccessReport; onClose: () => void }) {
  const { t } = useTranslation('security')
  const { api, client } = useStation()
  const queries = useQueryClient()
  const toasts = useToasts()
  const [note, setNote] = useState('')
  const sign = useMutation({
    mutationFn: () => client.security.signReport({ sha256: props.report.sha256, note }),
    onSuccess: (next) => {
      queries.setQueryData(api.security.report.queryKey(), next)
      toasts.show({ text: t('review.signed') })
      props.onClose()
    },
    onError: () => void queries.invalidateQueries({ queryKey: api.security.report.key() }),
  })
  return (
    <FormDialog
      title={t('review.signTitle')}
      submit={t('review.signNow')}
      busy={sign.isPending}
      error={sign.error}
      onSubmit={() => sign.mutate()}
      onClose={props.onClose}
    >
      <Typography>{t('review.signText')}</Typography>
      <TextField
        label={t('review.note')}
        value={note}
        onChange={(event) => setNote(event.target.value.slice(0, 1000))}
        multiline
        minRows={2}
        autoFocus
      />
    </FormDialog>
  )
}
