import { ToggleButton, ToggleButtonGroup } from '@mui/material'
import { useTranslation } from 'react-i18next'
import type { Language } from '../../../../contract/common.ts'
import { languageNames } from '../../../i18n/languages.ts'
import { type JsonObject, textAt } from '../flow/json.ts'
import { type Model, textOf } from '../flow/model.ts'
import { textsOf } from '../flow/steps.ts'

/** In which language the texts are read and written; those that lack one are marked. */
export function LanguageChoice(props: {
  model: Model
  step: JsonObject
  language: Language
  choose: (language: Language) => void
}) {
  const { t } = useTranslation('assistant')
  const { model, step } = props
  const keys = textsOf(step).flatMap((field) => textAt(step, [field]) ?? [])
  const said = (language: Language) => keys.filter((key) => textOf(model, language, key) !== undefined).length
  const most = Math.max(0, ...[...model.words.keys()].map(said))
  return (
    <ToggleButtonGroup
      exclusive
      size="small"
      value={props.language}
      onChange={(_, language: Language | null) => language !== null && props.choose(language)}
      aria-label={t('step.language')}
      sx={{ flexWrap: 'wrap' }}
    >
      {[...model.words.keys()].map((language) => {
        const lacks = said(language) < most
        return (
          <ToggleButton
            key={language}
            value={language}
            sx={{ textTransform: 'none', minHeight: 32, px: 1.25, ...(lacks && { fontStyle: 'italic' }) }}
          >
            {languageNames[language]}
            {lacks && ` (${t('step.lacks')})`}
          </ToggleButton>
        )
      })}
    </ToggleButtonGroup>
  )
}
