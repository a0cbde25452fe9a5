import { Box, Button, TextField } from '@mui/material'
import { useMutation } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStation } from '../../../client/react.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { useToasts } from '../../../ui/toasts.tsx'
import { useKeep } from '../report-data.ts'

/** Writes among operators. */
export function NoteForm({ id }: { id: string }) {
  const { t } = useTranslation('reports')
  const { client } = useStation()
  const keep = useKeep()
  const toasts = useToasts()
  const [text, setText] = useState('')
  const add = useMutation({
    mutationFn: () => client.reports.note({ id, text }),
    onSuccess: (report) => {
      setText('')
      toasts.show({ text: t('note.added') })
      return keep(report)
    },
  })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (text.trim() !== '') add.mutate()
  }
  return (
    <Box component="form" onSubmit={submit} sx={{ display: 'grid', gap: 1, justifyItems: 'start' }}>
      <TextField
        label={t('note.label')}
        value={text}
        onChange={(event) => setText(event.target.value)}
        multiline
        minRows={2}
        slotProps={{ htmlInput: { maxLength: 2000 } }}
      />
      <ErrorNotice error={add.error} />
      <Button type="submit" variant="outlined" loading={add.isPending} disabled={text.trim() === ''}>
        {t('note.add')}
      </Button>
    </Box>
  )
}
