import { Box, Button, MenuItem, TextField } from '@mui/material'
import { useTranslation } from 'react-i18next'
import { type FilterFields, isFiltered, noFilters } from './filters.ts'

const directions = ['in', 'out', 'note'] as const

/** Who wrote it and when. */
export function FilterBar(props: {
  fields: FilterFields
  backwards: boolean
  onChange: (fields: FilterFields) => void
}) {
  const { fields, onChange } = props
  const { t } = useTranslation('search')
  const date = (name: 'from' | 'to') => (
    <TextField
      type="date"
      label={t(name)}
      value={fields[name]}
      onChange={(event) => onChange({ ...fields, [name]: event.target.value })}
      error={props.backwards}
      slotProps={{ inputLabel: { shrink: true } }}
      sx={{ width: 160 }}
    />
  )
  return (
    <Box
      role="group"
      aria-label={t('filters')}
      sx={(theme) => ({
        display: 'flex',
        flexWrap: 'wrap',
        gap: 1,
        p: 1.5,
        borderBottom: `1px solid ${theme.colors.line}`,
        alignItems: 'center',
      })}
    >
      <TextField
        select
        label={t('direction')}
        value={fields.direction}
        onChange={(event) =>
          onChange({ ...fields, direction: directions.find((name) => name === event.target.value) ?? '' })
        }
        slotProps={{ inputLabel: { shrink: true }, select: { displayEmpty: true } }}
        sx={{ width: 180 }}
      >
        <MenuItem value="">{t('any')}</MenuItem>
        {directions.map((name) => (
          <MenuItem key={name} value={name}>
            {t(name)}
          </MenuItem>
        ))}
      </TextField>
      {date('from')}
      {date('to')}
      {isFiltered(fields) && (
        <Button size="small" onClick={() => onChange(noFilters)}>
          {t('clear')}
        </Button>
      )}
      {props.backwards && (
        <Box role="alert" sx={{ color: 'error.main', fontSize: '0.875rem' }}>
          {t('backwards')}
        </Box>
      )}
    </Box>
  )
}
