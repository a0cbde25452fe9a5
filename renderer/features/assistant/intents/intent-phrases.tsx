import { Box, Button, TextField, Typography } from '@mui/material'
import { useQuery } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay, useStation } from '../../../client/react.tsx'
import { citizenLanguages, languageNames } from '../../../i18n/languages.ts'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { useIntentName } from '../../../ui/intent-name.ts'
import { SkeletonRows } from '../../../ui/skeletons.tsx'
import { useTeach } from '../../../ui/teach-dialog.tsx'
import { byLanguage } from './rules.ts'
import { TaughtList } from './taught-list.tsx'

/** The phrases that mean a wish: those the town taught, and those that came with the program. */
export function IntentPhrases({ intent }: { intent: string }) {
  const { t } = useTranslation('assistant')
  const { api } = useStation()
  const nameOf = useIntentName()
  const mayWrite = useMay('assistant.write')
  const phrases = useQuery(api.intents.phrases.queryOptions({ input: { intent } }))
  return (
    <Box component="section" aria-labelledby="intent-name" sx={{ display: 'grid', gap: 2, minWidth: 0 }}>
      <Typography variant="h2" id="intent-name">
        {nameOf(intent)}
      </Typography>
      {mayWrite && <AddPhrase intent={intent} />}
      {phrases.isPending && <SkeletonRows rows={6} height={32} />}
      <ErrorNotice error={phrases.error} retry={() => void phrases.refetch()} />
      {phrases.data && (
        <>
          <TaughtList taught={phrases.data.taught} />
          <Typography variant="h3">{t('intents.shipped')}</Typography>
          {byLanguage(phrases.data.shipped, citizenLanguages).map(({ language, texts }) => (
            <Phrases key={language} language={language} texts={texts} />
          ))}
          {phrases.data.shipped.length === 0 && (
            <Typography color="textSecondary">{t('intents.noneShipped')}</Typography>
          )}
        </>
      )}
    </Box>
  )
}

/** Phrases of one language; a long list is cut until asked for. */
function Phrases({ language, texts }: { language: (typeof citizenLanguages)[number]; texts: readonly string[] }) {
  const { t } = useTranslation('assistant')
  const [all, setAll] = useState(false)
  const shown = all ? texts : texts.slice(0, few)
  return (
    <Box component="section" aria-label={languageNames[language]}>
      <Typography variant="body2" sx={{ fontWeight: 700, mb: 0.5 }}>
        {languageNames[language]} · {t('intents.count', { count: texts.length })}
      </Typography>
      <Box component="ul" lang={language} sx={{ m: 0, pl: 2.5, columnWidth: '18rem', columnGap: 4 }}>
        {shown.map((text) => (
          <Box component="li" key={text} sx={{ breakInside: 'avoid', fontSize: '0.95rem' }}>
            {text}
          </Box>
        ))}
      </Box>
      {texts.length > few && (
        <Button size="small" onClick={() => setAll(!all)} aria-expanded={all}>
          {all ? t('intents.fewer') : t('intents.more', { count: texts.length - few })}
        </Button>
      )}
    </Box>
  )
}

const few = 12

function AddPhrase({ intent }: { intent: string }) {
  const { t } = useTranslation('assistant')
  const [text, setText] = useState('')
  const [short, setShort] = useState(false)
  const teach = useTeach(() => setText(''))
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const written = text.trim()
    setShort(written.length < 2)
    if (written.length >= 2) teach.mutate({ intent, text: written })
  }
  return (
    <Box component="form" noValidate onSubmit={submit} sx={{ display: 'grid', gap: 1 }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'start' }}>
        <TextField
          label={t('intents.add')}
          value={text}
          onChange={(event) => {
            setText(event.target.value)
            setShort(false)
          }}
          error={short}
          helperText={t(short ? 'intents.short' : 'intents.addHelp')}
          slotProps={{ htmlInput: { maxLength: 400 } }}
          sx={{ flex: '1 1 16rem' }}
        />
        <Button type="submit" variant="contained" loading={teach.isPending}>
          {t('intents.addGo')}
        </Button>
      </Box>
      <ErrorNotice error={teach.error} />
    </Box>
  )
}
