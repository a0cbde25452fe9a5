import { MenuItem, TextField } from '@mui/material'
import { useTranslation } from 'react-i18next'
import {
  isOffered,
  languageNames,
  languagesInPreparation,
  type OfferedLanguage,
  offeredLanguages,
} from '../i18n/languages.ts'

/** The console's language: those that are complete, and which ones are coming. */
export function LanguageChoice(props: { onChoose?: (language: OfferedLanguage) => void }) {
  const { t, i18n } = useTranslation()
  const choose = (language: string) => {
    if (!isOffered(language)) return
    void i18n.changeLanguage(language)
    props.onChoose?.(language)
  }
  return (
    <TextField select label={t('language')} value={i18n.language} onChange={(event) => choose(event.target.value)}>
      {offeredLanguages.map((language) => (
        <MenuItem key={language} value={language} lang={language}>
          {languageNames[language]}
        </MenuItem>
      ))}
      {languagesInPreparation.map((language) => (
        <MenuItem key={language} value={language} disabled>
          {t('inPreparation', { language: languageNames[language] })}
        </MenuItem>
      ))}
    </TextField>
  )
}
