import { FormControlLabel, Radio, RadioGroup, TextField, Typography } from '@mui/material'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStation } from '../../../client/react.tsx'

export type Person = { readonly id: string; readonly name: string; readonly phone: string | null }

/** Finds the person a request is about, by name or number. */
export function PersonSearch(props: { chosen: Person | null; choose: (person: Person | null) => void }) {
  const { t } = useTranslation('privacy')
  const { api } = useStation()
  const [q, setQ] = useState('')
  const asked = q.trim()
  const { data: found } = useQuery(
    api.rights.people.queryOptions({
      input: { q: asked },
      enabled: asked.length > 1,
      placeholderData: keepPreviousData,
    }),
  )
  const people = asked.length > 1 ? (found ?? []) : []
  return (
    <>
      <TextField
        label={t('rights.form.person')}
        value={q}
        onChange={({ target }) => {
          setQ(target.value)
          props.choose(null)
        }}
        helperText={t('rights.form.personHelp')}
        slotProps={{ htmlInput: { maxLength: 80 } }}
      />
      {people.length > 0 && (
        <RadioGroup
          aria-label={t('rights.form.found')}
          value={props.chosen?.id ?? ''}
          onChange={(_, id) => props.choose(people.find((person) => person.id === id) ?? null)}
        >
          {people.map((person) => (
            <FormControlLabel
              key={person.id}
              value={person.id}
              control={<Radio />}
              label={[person.name, person.phone].filter(Boolean).join(' · ')}
            />
          ))}
        </RadioGroup>
      )}
      {asked.length > 1 && found?.length === 0 && (
        <Typography color="textSecondary">{t('rights.form.nobody')}</Typography>
      )}
    </>
  )
}
