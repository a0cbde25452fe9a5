import { TextField } from '@mui/material'
import { useTranslation } from 'react-i18next'
import { at, isList, type Json } from '../flow/json.ts'
import { putInWords } from '../flow/model.ts'
import type { StepProps } from './step-props.ts'

const phrases = (value: Json | undefined): readonly string[] | undefined =>
  isList(value) ? value.filter((one) => typeof one === 'string') : undefined

/** The words that mean an option, one phrase a line, in one language. */
export function PhrasesField(props: StepProps & { name: string }) {
  const { model, front, language, edit, name } = props
  const { t } = useTranslation('assistant')
  const own = phrases(at(model.words.get(language), ['words', name]))
  const shared = front === null ? undefined : phrases(at(front.words.get(language), ['words', name]))
  return (
    <TextField
      label={t('options.words')}
      value={(own ?? shared ?? []).join('\n')}
      onChange={(event) =>
        edit?.(
          (files) => putInWords(files, language, ['words', name], event.target.value.split('\n')),
          `words:${language}:${name}`,
        )
      }
      onBlur={() => {
        const written = own?.map((phrase) => phrase.trim()).filter((phrase) => phrase !== '')
        if (written === undefined || written.join('\n') === own?.join('\n')) return
        edit?.((files) => putInWords(files, language, ['words', name], written), `words:${language}:${name}`)
      }}
      multiline
      maxRows={5}
      helperText={own === undefined && shared !== undefined ? t('options.sharedWords') : t('options.wordsHelp')}
      slotProps={{ htmlInput: { readOnly: edit === null, lang: language } }}
    />
  )
}
