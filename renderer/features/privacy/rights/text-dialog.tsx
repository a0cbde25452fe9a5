import { TextField, Typography } from '@mui/material'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RightsRequest } from '../../../../contract/rights.ts'
import { useStation } from '../../../client/react.tsx'
import { FormDialog } from '../../../ui/form-dialog.tsx'
import { isRefused } from '../../../ui/form-field.ts'
import { useKeep } from './rights-data.ts'

export type WrittenAct = 'askIdentity' | 'extend' | 'refuse' | 'answer' | 'note'

/** The fewest letters of what each needs. */
const shortest: Readonly<Record<WrittenAct, number>> = { askIdentity: 0, extend: 5, refuse: 5, answer: 1, note: 1 }

/** An act that needs words: a reason, an answer or a note. */
export function TextDialog(props: { act: WrittenAct; request: RightsRequest; onClose: () => void }) {
  const { act, request, onClose } = props
  const { t } = useTranslation('privacy')
  const { client } = useStation()
  const keep = useKeep()
  const [text, setText] = useState('')
  const [tried, setTried] = useState(false)
  const { id } = request
  const written = text.trim()
  const isShort = written.length < shortest[act]
  const run = useMutation({
    mutationFn: () => {
      switch (act) {
        case 'askIdentity':
          return client.rights.askIdentity({ id, text: written })
        case 'extend':
          return client.rights.extend({ id, reason: written })
        case 'refuse':
          return client.rights.refuse({ id, reason: written })
        case 'answer':
          return client.rights.answer({ id, text: written })
        case 'note':
          return client.rights.note({ id, text: written })
      }
    },
    onSuccess: (changed) => {
      onClose()
      return keep(changed)
    },
  })
  const wrong = (tried && isShort) || isRefused(run.error, 'reason') || isRefused(run.error, 'text')
  return (
    <FormDialog
      title={t(`rights.acts.${act}`)}
      submit={t('rights.text.save')}
      busy={run.isPending}
      error={run.error}
      onSubmit={() => {
        setTried(true)
        if (!isShort) run.mutate()
      }}
      onClose={onClose}
    >
      <Typography>{t(`rights.text.${act}`)}</Typography>
      <TextField
        label={t(`rights.text.${act}Label`)}
        value={text}
        onChange={({ target }) => setText(target.value)}
        multiline
        minRows={2}
        autoFocus
        required={shortest[act] > 0}
        error={wrong}
        helperText={wrong && t('rights.text.error')}
        slotProps={{ htmlInput: { maxLength: 500 } }}
      />
    </FormDialog>
  )
}
