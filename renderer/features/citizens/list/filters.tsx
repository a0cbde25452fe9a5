import { Box, MenuItem, TextField } from '@mui/material'
import { useTranslation } from 'react-i18next'
import type { CitizenFilters } from '../../../../contract/citizens.ts'
import type { Language } from '../../../../contract/common.ts'
import { citizenLanguages, languageNames } from '../../../i18n/languages.ts'
import { useFacets } from './list-data.ts'

type Props = { readonly filters: CitizenFilters; readonly change: (filters: CitizenFilters) => void }

/** Only what can be filtered by is offered; a filter that is set stays offered. */
export function Filters({ filters, change }: Props) {
  const { t } = useTranslation('citizens')
  const { neighbourhoods, tags, purposes } = useFacets()
  const set = (key: keyof CitizenFilters, value: string | undefined) => {
    const { [key]: _, ...rest } = filters
    change(value === undefined || value === '' ? rest : { ...rest, [key]: value })
  }
  const consents = purposes.flatMap(({ id, name }) => [
    { value: `consent ${id}`, text: t('filter.with', { purpose: name }) },
    { value: `noConsent ${id}`, text: t('filter.without', { purpose: name }) },
  ])
  const chosenConsent =
    (filters.consent && `consent ${filters.consent}`) || (filters.noConsent && `noConsent ${filters.noConsent}`)
  const setConsent = (value: string | undefined) => {
    const { consent: _, noConsent: __, ...rest } = filters
    const [key, id] = value?.split(' ') ?? []
    change(id === undefined ? rest : { ...rest, [key === 'consent' ? 'consent' : 'noConsent']: id })
  }
  return (
    <Box component="search" aria-label={t('filter.label')} sx={{ display: 'grid', gap: 1.5, p: 2, pb: 1 }}>
      <TextField
        type="search"
        size="small"
        label={t('filter.search')}
        value={filters.q ?? ''}
        onChange={({ target }) => set('q', target.value.slice(0, 200))}
      />
      <Box sx={{ display: 'grid', gap: 1, gridTemplateColumns: 'repeat(auto-fit, minmax(8.5rem, 1fr))' }}>
        <Choice
          label={t('filter.neighbourhood')}
          value={filters.neighbourhood}
          options={neighbourhoods.map((value) => ({ value, text: value }))}
          choose={(value) => set('neighbourhood', value)}
        />
        <Choice
          label={t('filter.language')}
          value={filters.language}
          options={citizenLanguages.map((value: Language) => ({ value, text: languageNames[value] }))}
          choose={(value) => set('language', value)}
        />
        <Choice
          label={t('filter.tag')}
          value={filters.tag}
          options={tags.map((value) => ({ value, text: value }))}
          choose={(value) => set('tag', value)}
        />
        <Choice label={t('filter.consent')} value={chosenConsent} options={consents} choose={setConsent} />
      </Box>
    </Box>
  )
}

const everything = ''

function Choice(props: {
  label: string
  value: string | undefined
  options: readonly { readonly value: string; readonly text: string }[]
  choose: (value: string | undefined) => void
}) {
  const { t } = useTranslation('citizens')
  if (props.options.length === 0 && props.value === undefined) return null
  return (
    <TextField
      select
      size="small"
      label={props.label}
      value={props.value ?? everything}
      onChange={({ target }) => props.choose(target.value === everything ? undefined : target.value)}
      slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
    >
      <MenuItem value={everything}>{t('filter.all')}</MenuItem>
      {props.options.map(({ value, text }) => (
        <MenuItem key={value} value={value}>
          {text}
        </MenuItem>
      ))}
    </TextField>
  )
}
