import { Chip, Stack } from '@mui/material'
import { useQueries } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Language } from '../../../../contract/common.ts'
import { useStation } from '../../../client/react.tsx'
import type { Model } from '../flow/model.ts'

/** Something to begin with: a greeting, and what citizens say who mean this conversation. */
export function Suggestions(props: { model: Model | null; language: Language; say: (text: string) => void }) {
  const { t } = useTranslation('assistant')
  const { api } = useStation()
  const wishes = [...new Set([...(props.model?.entries.values() ?? [])].flat())].slice(0, 3)
  const phrases = useQueries({
    queries: wishes.map((intent) => api.intents.phrases.queryOptions({ input: { intent } })),
  })
  const found = phrases.flatMap(
    ({ data }) => data?.shipped.find(({ language }) => language === props.language)?.text ?? [],
  )
  return (
    <Stack
      direction="row"
      role="group"
      aria-label={t('try.suggestions')}
      sx={{ flexWrap: 'wrap', gap: 1, justifyContent: 'center' }}
    >
      {[t('try.hello'), ...found].map((text) => (
        <Chip key={text} label={text} variant="outlined" onClick={() => props.say(text)} sx={{ maxWidth: '100%' }} />
      ))}
    </Stack>
  )
}
