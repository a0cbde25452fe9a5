import { Autocomplete, TextField } from '@mui/material'
import { useTranslation } from 'react-i18next'
import { useIntentName } from './intent-name.ts'

/** Chooses a wish by its name. */
export function IntentField(props: {
  intents: readonly string[]
  value: string | null
  label: string
  onChoose: (intent: string | null) => void
  autoFocus?: boolean
  error?: string | undefined
}) {
  const { t } = useTranslation('intents')
  const nameOf = useIntentName()
  const sorted = props.intents.toSorted((one, other) => nameOf(one).localeCompare(nameOf(other)))
  return (
    <Autocomplete
      options={sorted}
      value={props.value}
      onChange={(_, intent) => props.onChoose(intent)}
      getOptionLabel={nameOf}
      autoHighlight
      fullWidth
      noOptionsText={t('notFound')}
      clearText={t('clear')}
      openText={t('open')}
      closeText={t('close')}
      renderInput={(params) => (
        <TextField
          {...params}
          label={props.label}
          autoFocus={props.autoFocus ?? false}
          error={props.error !== undefined}
          helperText={props.error}
        />
      )}
    />
  )
}
