import ErrorOutline from '@mui/icons-material/ErrorOutlined'
import { Box, Tab, TextField } from '@mui/material'
import { useTranslation } from 'react-i18next'
import type { Language } from '../../../contract/common.ts'
import { citizenLanguages, languageNames } from '../../i18n/languages.ts'
import { SidewaysTabs } from '../../ui/sideways-tabs.tsx'
import { type FactDraft, isSpoken, wordFields } from './rules.ts'

type Props = {
  readonly draft: FactDraft
  readonly change: (part: Partial<FactDraft>) => void
  readonly faults: ReadonlySet<string>
  readonly town: Language
  readonly spoken: Language
  readonly onSpeak: (language: Language) => void
}

/** The texts of a fact, a tab per language; the town's comes first and is the one that has to be there. */
export function WordFields(props: Props) {
  const { t } = useTranslation('knowledge')
  const { draft, faults, spoken, town } = props
  const languages = [town, ...citizenLanguages.filter((language) => language !== town)]
  const texts = draft.words[spoken] ?? {}
  return (
    <Box>
      <SidewaysTabs value={spoken} onChange={(language) => props.onSpeak(language)} label={t('languages')} below={2}>
        {languages.map((language) => {
          const wrong = [...faults].some((field) => field === language || field.startsWith(`${language}.`))
          const empty = !isSpoken(draft.words[language])
          return (
            <Tab
              key={language}
              value={language}
              id={`words-tab-${language}`}
              aria-controls="words-panel"
              iconPosition="end"
              sx={{ minHeight: 48 }}
              {...(wrong && { icon: <ErrorOutline fontSize="small" titleAccess={t('wrongHere')} /> })}
              label={empty ? t('languageEmpty', { language: languageNames[language] }) : languageNames[language]}
            />
          )
        })}
      </SidewaysTabs>
      <Box role="tabpanel" id="words-panel" aria-labelledby={`words-tab-${spoken}`} sx={{ display: 'grid', gap: 2 }}>
        {wordFields[draft.kind].map(({ name, max, needed, lines }) => {
          const bad = faults.has(`${spoken}.${name}`)
          const value = texts[name] ?? ''
          return (
            <TextField
              key={name}
              name={name}
              label={t(`fields.${name}` as 'fields.name')}
              value={value}
              required={needed ?? false}
              error={bad}
              helperText={bad ? t(`faults.${name}` as 'faults.name') : t(`help.${name}` as 'help.name')}
              onChange={(event) =>
                props.change({ words: { ...draft.words, [spoken]: { ...texts, [name]: event.target.value } } })
              }
              {...(lines !== undefined && { multiline: true, minRows: lines })}
              slotProps={{ htmlInput: { maxLength: max, lang: spoken } }}
            />
          )
        })}
      </Box>
    </Box>
  )
}
