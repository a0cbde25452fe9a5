import { Autocomplete, Button, MenuItem, TextField } from '@mui/material'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CitizenCard } from '../../../../contract/citizens.ts'
import { isProblem } from '../../../client/problems.ts'
import { useStation } from '../../../client/react.tsx'
import { citizenLanguages, languageNames } from '../../../i18n/languages.ts'
import { FormDialog } from '../../../ui/form-dialog.tsx'
import { isRefused } from '../../../ui/form-field.ts'
import { useToasts } from '../../../ui/toasts.tsx'
import { useFacets } from '../list/list-data.ts'
import { useKeepCard } from './identifiers.tsx'

const noLanguage = 'none'

/** What an operator may change of a card. */
export function EditDialog({ card, onClose }: { card: CitizenCard; onClose: () => void }) {
  const { t } = useTranslation('citizens')
  const { api, client } = useStation()
  const queries = useQueryClient()
  const keep = useKeepCard()
  const toasts = useToasts()
  const facets = useFacets()
  const [form, setForm] = useState({
    name: card.name,
    language: card.language,
    neighbourhood: card.neighbourhood,
    tags: card.tags,
    note: card.note,
  })
  const change = (part: Partial<typeof form>) => setForm({ ...form, ...part })
  const [{ revision }] = useState(card)
  const save = useMutation({
    mutationFn: () => client.citizens.update({ id: card.id, revision, ...form }),
    onSuccess: (saved) => {
      toasts.show({ text: t('form.saved') })
      void keep(saved)
      onClose()
    },
  })
  const reload = () => {
    void queries.invalidateQueries({ queryKey: api.citizens.key() })
    onClose()
  }
  return (
    <FormDialog
      title={t('form.title')}
      submit={t('save', { ns: 'common' })}
      busy={save.isPending}
      error={save.error}
      onSubmit={() => save.mutate()}
      onClose={onClose}
    >
      <TextField
        autoFocus
        label={t('form.name')}
        value={form.name}
        error={isRefused(save.error, 'name')}
        onChange={({ target }) => change({ name: target.value })}
        slotProps={{ htmlInput: { maxLength: 120 } }}
      />
      <TextField
        select
        label={t('card.language')}
        value={form.language ?? noLanguage}
        onChange={({ target }) => change({ language: citizenLanguages.find((one) => one === target.value) ?? null })}
      >
        <MenuItem value={noLanguage}>{t('card.unknown')}</MenuItem>
        {citizenLanguages.map((language) => (
          <MenuItem key={language} value={language} lang={language}>
            {languageNames[language]}
          </MenuItem>
        ))}
      </TextField>
      <Autocomplete
        freeSolo
        options={facets.neighbourhoods}
        inputValue={form.neighbourhood}
        onInputChange={(_, value) => change({ neighbourhood: value.slice(0, 80) })}
        renderInput={(params) => <TextField {...params} label={t('card.neighbourhood')} />}
      />
      <Autocomplete
        multiple
        freeSolo
        autoSelect
        options={facets.tags}
        value={form.tags}
        onChange={(_, tags) => change({ tags: tags.map((tag) => tag.trim().toLowerCase().slice(0, 30)) })}
        renderInput={(params) => <TextField {...params} label={t('card.tags')} helperText={t('form.tagsHelp')} />}
      />
      <TextField
        multiline
        minRows={2}
        label={t('card.note')}
        helperText={t('form.noteHelp')}
        value={form.note}
        error={isRefused(save.error, 'note')}
        onChange={({ target }) => change({ note: target.value })}
        slotProps={{ htmlInput: { maxLength: 2000 } }}
      />
      {isProblem(save.error, 'CITIZEN_CHANGED') && (
        <Button variant="outlined" onClick={reload}>
          {t('form.reload')}
        </Button>
      )}
    </FormDialog>
  )
}
