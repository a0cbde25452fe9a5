import { Box, Button, FormControlLabel, MenuItem, Switch, TextField } from '@mui/material'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { IncidentDetail, IncidentFacts, IncidentKind } from '../../../../contract/incidents.ts'
import { useStation } from '../../../client/react.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { useToasts } from '../../../ui/toasts.tsx'
import { DecisionField } from './decision-field.tsx'
import { kinds } from './kinds.ts'
import { PersonalWarning } from './personal-warning.tsx'
import { fromField, toField } from './rules.ts'

const texts = ['what', 'data', 'measures', 'evidence', 'lesson'] as const
const decisions = ['authority', 'affected', 'ccn'] as const

/** All that is known of an incident; every save is an entry of its timeline. */
export function IncidentForm({ incident, readOnly }: { incident: IncidentDetail; readOnly: boolean }) {
  const { t } = useTranslation('incidents')
  const { t: common } = useTranslation()
  const { api, client } = useStation()
  const queries = useQueryClient()
  const toasts = useToasts()
  const [head, setHead] = useState({
    kind: incident.kind,
    title: incident.title,
    knownAt: incident.knownAt,
    personalData: incident.personalData,
  })
  const [facts, setFacts] = useState(incident.facts)
  const save = useMutation({
    mutationFn: () => client.incidents.save({ id: incident.id, updatedAt: incident.updatedAt, ...head, facts }),
    onSuccess: (next) => {
      queries.setQueryData(api.incidents.get.queryKey({ input: { id: incident.id } }), next)
      void queries.invalidateQueries({ queryKey: api.incidents.list.key() })
      toasts.show({ text: common('saved') })
    },
  })
  const know = (part: Partial<IncidentFacts>) => setFacts({ ...facts, ...part })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    save.mutate()
  }
  return (
    <Box component="form" noValidate onSubmit={submit}>
      <Box
        component="fieldset"
        disabled={readOnly}
        sx={{ border: 0, p: 0, m: 0, minWidth: 0, display: 'grid', gap: 2.5 }}
      >
        <TextField
          label={t('short')}
          value={head.title}
          onChange={(event) => setHead({ ...head, title: event.target.value.slice(0, 160) })}
        />
        <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { sm: '1fr 1fr' } }}>
          <TextField
            select
            disabled={readOnly}
            label={t('kind')}
            value={head.kind}
            onChange={(event) => setHead({ ...head, kind: event.target.value as IncidentKind })}
          >
            {kinds.map((kind) => (
              <MenuItem key={kind} value={kind}>
                {t(`kinds.${kind}`)}
              </MenuItem>
            ))}
          </TextField>
          <TextField
            label={t('knownAt')}
            type="datetime-local"
            value={toField(head.knownAt)}
            onChange={(event) => setHead({ ...head, knownAt: fromField(event.target.value) ?? head.knownAt })}
            slotProps={{ inputLabel: { shrink: true } }}
          />
        </Box>
        <FormControlLabel
          control={
            <Switch
              checked={head.personalData}
              disabled={readOnly}
              onChange={(_, personalData) => setHead({ ...head, personalData })}
            />
          }
          label={t('personalData')}
        />
        {texts.map((name) => (
          <TextField
            key={name}
            label={t(`fields.${name}`)}
            value={facts[name]}
            onChange={(event) => know({ [name]: event.target.value })}
            multiline
            minRows={2}
            helperText={name === 'what' ? t('noNames') : t(`help.${name}`)}
          />
        ))}
        <PersonalWarning text={texts.map((name) => facts[name]).join(' ')} />
        <TextField
          label={t('fields.people')}
          type="number"
          value={facts.people ?? ''}
          onChange={(event) => know({ people: event.target.value === '' ? null : Math.max(0, +event.target.value) })}
          helperText={t('help.people')}
          slotProps={{ htmlInput: { min: 0 } }}
        />
        {decisions.map((name) => (
          <DecisionField
            key={name}
            title={t(`fields.${name}`)}
            help={t(`help.${name}`)}
            value={facts[name]}
            readOnly={readOnly}
            change={(decision) => know({ [name]: decision })}
          />
        ))}
      </Box>
      <ErrorNotice error={save.error} />
      {!readOnly && (
        <Button type="submit" variant="contained" loading={save.isPending} sx={{ mt: 2.5 }}>
          {common('save')}
        </Button>
      )}
    </Box>
  )
}
