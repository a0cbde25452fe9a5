import { Autocomplete, TextField } from '@mui/material'
import { useDepartments } from './report-data.ts'

/** Whose task it is: one that already has reports, or any other. */
export function DepartmentField(props: {
  label: string
  help?: string
  value: string
  disabled?: boolean
  onChange: (department: string) => void
}) {
  const known = useDepartments()
  return (
    <Autocomplete
      freeSolo
      fullWidth
      disabled={props.disabled ?? false}
      options={[...known]}
      inputValue={props.value}
      onInputChange={(_, value) => props.onChange(value.slice(0, 80))}
      renderInput={(params) => <TextField {...params} label={props.label} helperText={props.help} />}
    />
  )
}
