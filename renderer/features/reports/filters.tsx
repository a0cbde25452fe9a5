import { MenuItem, TextField } from '@mui/material'
import { useTranslation } from 'react-i18next'
import { type Sought, useDepartments } from './report-data.ts'

const everybody = 'all'
const of = (department: string) => `of ${department}`

/** Words, a number, and whose task it is. */
export function Filters({ sought, seek }: { sought: Sought; seek: (sought: Sought) => void }) {
  const { t } = useTranslation('reports')
  const departments = useDepartments()
  return (
    <>
      <TextField
        type="search"
        label={t('filter.search')}
        value={sought.q}
        onChange={(event) => seek({ ...sought, q: event.target.value.slice(0, 200) })}
        sx={{ flex: '1 1 16rem', maxWidth: '24rem' }}
      />
      <TextField
        select
        label={t('filter.department')}
        value={sought.department === null ? everybody : of(sought.department)}
        onChange={({ target }) =>
          seek({ ...sought, department: target.value === everybody ? null : target.value.slice(of('').length) })
        }
        sx={{ flex: '1 1 12rem', maxWidth: '16rem' }}
      >
        <MenuItem value={everybody}>{t('filter.all')}</MenuItem>
        <MenuItem value={of('')}>{t('filter.none')}</MenuItem>
        {departments.map((department) => (
          <MenuItem key={department} value={of(department)}>
            {department}
          </MenuItem>
        ))}
      </TextField>
    </>
  )
}
