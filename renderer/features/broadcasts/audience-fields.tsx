import {
  Autocomplete,
  Box,
  Checkbox,
  FormControlLabel,
  FormHelperText,
  MenuItem,
  TextField,
  Typography,
} from '@mui/material'
import { useTranslation } from 'react-i18next'
import { citizenLanguages, languageNames } from '../../i18n/languages.ts'
import { useTown } from '../../ui/town-clock.ts'
import { useOptions } from './broadcast-data.ts'
import type { Change, Form, FormFault } from './rules.ts'

type Props = { readonly form: Form; readonly change: Change; readonly faults: readonly FormFault[] }

/** What it is about and for whom of those who agreed. */
export function AudienceFields({ form, change, faults }: Props) {
  const { t } = useTranslation('broadcasts')
  const { format } = useTown()
  const options = useOptions().data
  const purposes = options?.purposes ?? []
  const urgent = purposes.find(({ id }) => id === form.purpose)?.urgent ?? false
  const wrong = faults.includes('purpose')
  return (
    <Box component="section" sx={{ display: 'grid', gap: 2 }}>
      <TextField
        select
        required
        label={t('compose.purpose')}
        value={purposes.length === 0 ? '' : form.purpose}
        onChange={({ target }) => change({ purpose: target.value, emergency: false })}
        error={wrong}
        helperText={wrong ? t('compose.missingPurpose') : t('compose.purposeHelp')}
      >
        {purposes.map(({ id, name, consents }) => (
          <MenuItem key={id} value={id}>
            {t('compose.consents', { name, number: format.number(consents) })}
          </MenuItem>
        ))}
      </TextField>
      {urgent && <Emergency form={form} change={change} />}
      <Typography variant="h3" component="h2">
        {t('compose.audience')}
      </Typography>
      <FormHelperText sx={{ mt: -1.5 }}>{t('compose.audienceHelp')}</FormHelperText>
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { sm: 'repeat(3, minmax(0, 1fr))' } }}>
        <Several
          label={t('compose.neighbourhoods')}
          options={options?.neighbourhoods ?? []}
          value={form.neighbourhoods}
          onChange={(neighbourhoods) => change({ neighbourhoods })}
        />
        <Several
          label={t('compose.languages')}
          options={citizenLanguages}
          value={form.languages}
          nameOf={(language) => languageNames[language]}
          onChange={(languages) => change({ languages })}
        />
        <Several
          label={t('compose.tags')}
          options={options?.tags ?? []}
          value={form.tags}
          onChange={(tags) => change({ tags })}
        />
      </Box>
    </Box>
  )
}

function Emergency({ form, change }: { form: Form; change: Change }) {
  const { t } = useTranslation('broadcasts')
  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      <FormControlLabel
        label={t('compose.emergency')}
        control={
          <Checkbox checked={form.emergency} onChange={(event) => change({ emergency: event.target.checked })} />
        }
      />
      {form.emergency && (
        <>
          <FormHelperText>{t('compose.emergencyHelp')}</FormHelperText>
          <TextField
            required
            label={t('compose.reason')}
            value={form.reason}
            onChange={(event) => change({ reason: event.target.value })}
            slotProps={{ htmlInput: { maxLength: 500 } }}
          />
        </>
      )}
    </Box>
  )
}

function Several<T extends string>(props: {
  label: string
  options: readonly T[]
  value: readonly T[]
  nameOf?: (value: T) => string
  onChange: (value: readonly T[]) => void
}) {
  const { nameOf = (value: T) => value } = props
  const { t } = useTranslation()
  return (
    <Autocomplete
      multiple
      disableCloseOnSelect
      options={props.options}
      value={[...props.value]}
      getOptionLabel={nameOf}
      onChange={(_, value) => props.onChange(value)}
      renderInput={(field) => <TextField {...field} label={props.label} />}
      clearText={t('cancel')}
    />
  )
}
