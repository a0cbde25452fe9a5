import { Box, Button, LinearProgress, Paper, TextField, Typography } from '@mui/material'
import { useMutation } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay, useStation } from '../../../client/react.tsx'
import { useFormat } from '../../../i18n/format.ts'
import { languageNames } from '../../../i18n/languages.ts'
import { visuallyHidden } from '../../../ui/announcer.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { useIntentName } from '../../../ui/intent-name.ts'
import { TeachDialog } from '../../../ui/teach-dialog.tsx'

type Understanding = Awaited<ReturnType<ReturnType<typeof useStation>['client']['intents']['understand']>>

/** Writes a sentence as a citizen would, and sees what the assistant makes of it. */
export function TrySentence() {
  const { t } = useTranslation('assistant')
  const { client } = useStation()
  const mayWrite = useMay('assistant.write')
  const [text, setText] = useState('')
  const [teaching, setTeaching] = useState(false)
  const understand = useMutation({ mutationFn: (sentence: string) => client.intents.understand({ text: sentence }) })
  return (
    <Paper
      component="form"
      variant="outlined"
      aria-label={t('sentence.label')}
      onSubmit={(event: SubmitEvent) => {
        event.preventDefault()
        if (text.trim() !== '') understand.mutate(text)
      }}
      sx={{ p: 2, display: 'grid', gap: 1.5 }}
    >
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
        <TextField
          label={t('sentence.write')}
          placeholder={t('sentence.example')}
          value={text}
          onChange={(event) => setText(event.target.value)}
          slotProps={{ htmlInput: { maxLength: 2000 } }}
          sx={{ flex: '1 1 18rem' }}
        />
        <Button type="submit" variant="outlined" loading={understand.isPending}>
          {t('sentence.go')}
        </Button>
      </Box>
      <ErrorNotice error={understand.error} />
      <Box role="status">
        {understand.data && <Guesses understood={understand.data} teach={mayWrite ? () => setTeaching(true) : null} />}
      </Box>
      {teaching && <TeachDialog text={understand.variables ?? text} onClose={() => setTeaching(false)} />}
    </Paper>
  )
}

function Guesses({ understood, teach }: { understood: Understanding; teach: (() => void) | null }) {
  const { t } = useTranslation('assistant')
  const format = useFormat()
  const nameOf = useIntentName()
  const notes = [
    t(`decisionText.${understood.decision}`),
    understood.lang !== null && languageNames[understood.lang],
    understood.danger && t('try.danger'),
    understood.optOut !== 'no' && t(`optOut.${understood.optOut}`),
  ].filter((note) => note !== false)
  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      <Typography sx={{ fontWeight: 700 }}>{notes.join(' · ')}</Typography>
      <Box component="ol" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 0.75, maxWidth: '36rem' }}>
        {understood.top.map(({ intent, score }) => (
          <Box
            component="li"
            key={intent}
            sx={{ display: 'grid', gridTemplateColumns: '1fr 6rem 3.5rem', gap: 1.5, alignItems: 'center' }}
          >
            <span>{nameOf(intent)}</span>
            <LinearProgress variant="determinate" value={score * 100} aria-hidden sx={{ height: 8, borderRadius: 4 }} />
            <Box component="span" sx={{ textAlign: 'right' }}>
              <Box component="span" sx={visuallyHidden}>
                {t('sentence.sure')}{' '}
              </Box>
              {format.percent(score)}
            </Box>
          </Box>
        ))}
      </Box>
      {teach && (
        <Button onClick={teach} sx={{ justifySelf: 'start' }}>
          {t('sentence.teach')}
        </Button>
      )}
    </Box>
  )
}
