import { Autocomplete, Box, Button, TextField, Typography } from '@mui/material'
import { type SubmitEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { inventedPhone, matches } from './rules.ts'

export type Person = { readonly phone: string; readonly name: string; readonly about: string }

/** Any citizen of the town, or somebody new. */
export function ChoosePerson(props: {
  citizens: readonly Person[]
  person: Person | null
  choose: (person: Person | null) => void
}) {
  const { t } = useTranslation('phone')
  const known = props.citizens.some((citizen) => citizen.phone === props.person?.phone)
  return (
    <>
      <Autocomplete
        options={props.citizens}
        value={known ? props.person : null}
        onChange={(_, person) => props.choose(person)}
        getOptionLabel={(citizen) => citizen.name}
        getOptionKey={(citizen) => citizen.phone}
        isOptionEqualToValue={(one, other) => one.phone === other.phone}
        filterOptions={(citizens, { inputValue }) => citizens.filter((citizen) => matches(citizen, inputValue))}
        renderOption={({ key, ...item }, citizen) => (
          <Box component="li" key={key} {...item}>
            <Box>
              <Typography>{citizen.name}</Typography>
              <Typography variant="caption" color="textSecondary">
                {citizen.about}
              </Typography>
            </Box>
          </Box>
        )}
        noOptionsText={t('noMatch')}
        openText={t('open')}
        closeText={t('close')}
        clearText={t('clear')}
        renderInput={(input) => <TextField {...input} label={t('citizen')} helperText={t('citizenHelp')} />}
      />
      {props.person && (
        <Typography variant="body2" color="textSecondary">
          {props.person.about} {props.person.phone}
        </Typography>
      )}
      <Invent choose={props.choose} />
    </>
  )
}

function Invent(props: { choose: (person: Person) => void }) {
  const { t } = useTranslation('phone')
  const [name, setName] = useState('')
  const [missing, setMissing] = useState(false)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setMissing(name.trim() === '')
    if (name.trim() === '') return
    props.choose({ name: name.trim(), phone: inventedPhone(Math.random()), about: t('invented') })
    setName('')
  }
  return (
    <Box
      component="form"
      noValidate
      onSubmit={submit}
      sx={(theme) => ({ display: 'grid', gap: 1.5, borderTop: `1px solid ${theme.colors.line}`, pt: 2 })}
    >
      <Typography variant="h3" component="h2">
        {t('invent')}
      </Typography>
      <TextField
        label={t('name')}
        value={name}
        onChange={(event) => setName(event.target.value)}
        error={missing}
        helperText={missing ? t('nameMissing') : t('nameHelp')}
        slotProps={{ htmlInput: { maxLength: 80 } }}
      />
      <Button type="submit" variant="outlined">
        {t('inventGo')}
      </Button>
    </Box>
  )
}
