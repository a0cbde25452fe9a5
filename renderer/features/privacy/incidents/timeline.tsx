import { Box, Button, Paper, TextField, Typography } from '@mui/material'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type SubmitEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { IncidentDetail } from '../../../../contract/incidents.ts'
import { useMay, useStation } from '../../../client/react.tsx'
import { useFormat } from '../../../i18n/format.ts'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { PersonalWarning } from './personal-warning.tsx'

/** What was done, in order; it only grows. */
export function Timeline({ incident }: { incident: IncidentDetail }) {
  const { t } = useTranslation('incidents')
  const format = useFormat()
  const title = useId()
  const mayWrite = useMay('privacy.write')
  return (
    <Paper component="section" variant="outlined" aria-labelledby={title} sx={{ p: 3, display: 'grid', gap: 2 }}>
      <Typography variant="h3" id={title}>
        {t('timeline.title')}
      </Typography>
      <Box component="ol" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1.5 }}>
        {incident.timeline.map((entry) => (
          <li key={entry.id}>
            <Typography variant="body2" color="textSecondary">
              {format.dateTime(entry.at)} · {entry.author}
            </Typography>
            <Typography sx={{ overflowWrap: 'anywhere' }}>
              {entry.kind === 'note' ? entry.text : t(`timeline.${entry.kind}`, { text: entry.text })}
            </Typography>
          </li>
        ))}
      </Box>
      {mayWrite && <AddNote id={incident.id} />}
    </Paper>
  )
}

function AddNote({ id }: { id: string }) {
  const { t } = useTranslation('incidents')
  const { api, client } = useStation()
  const queries = useQueryClient()
  const [text, setText] = useState('')
  const add = useMutation({
    mutationFn: () => client.incidents.note({ id, text }),
    onSuccess: (next) => {
      setText('')
      queries.setQueryData(api.incidents.get.queryKey({ input: { id } }), next)
    },
  })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (text.trim().length >= 3) add.mutate()
  }
  return (
    <Box component="form" noValidate onSubmit={submit} sx={{ display: 'grid', gap: 1 }}>
      <TextField
        label={t('timeline.note')}
        value={text}
        onChange={(event) => setText(event.target.value)}
        multiline
        minRows={2}
        helperText={t('timeline.noteHelp')}
      />
      <PersonalWarning text={text} />
      <ErrorNotice error={add.error} />
      <Button type="submit" variant="outlined" loading={add.isPending} sx={{ justifySelf: 'start' }}>
        {t('timeline.add')}
      </Button>
    </Box>
  )
}
