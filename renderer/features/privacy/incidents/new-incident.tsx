import { FormControlLabel, MenuItem, Switch, TextField } from '@mui/material'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { IncidentKind } from '../../../../contract/incidents.ts'
import { useStation } from '../../../client/react.tsx'
import { FormDialog } from '../../../ui/form-dialog.tsx'
import { isRefused } from '../../../ui/form-field.ts'
import { kinds } from './kinds.ts'
import { PersonalWarning } from './personal-warning.tsx'
import { fromField, toField } from './rules.ts'

/** What happened, when it was known and whether personal data are at risk: enough to start the clock. */
export function NewIncident(props: { onMade: (id: string) => void; onClose: () => void }) {
  const { t } = useTranslation('incidents')
  const { api, client } = useStation()
  const queries = useQueryClient()
  const [kind, setKind] = useState<IncidentKind>('wrong_recipient')
  const [title, setTitle] = useState('')
  const [what, setWhat] = useState('')
  const [known, setKnown] = useState(() => toField(Date.now()))
  const [personalData, setPersonalData] = useState(true)
  const [tried, setTried] = useState(false)
  const knownAt = fromField(known)
  const open = useMutation({
    mutationFn: () => client.incidents.open({ kind, title, what, personalData, knownAt: knownAt ?? 0 }),
    onSuccess: (made) => {
      queries.setQueryData(api.incidents.get.queryKey({ input: { id: made.id } }), made)
      void queries.invalidateQueries({ queryKey: api.incidents.list.key() })
      props.onClose()
      props.onMade(made.id)
    },
  })
  const bad = { title: title.trim().length < 5, what: what.trim().length < 10, known: knownAt === null }
  return (
    <FormDialog
      title={t('new.title')}
      submit={t('new.save')}
      busy={open.isPending}
      error={open.error}
      onSubmit={() => {
        setTried(true)
        if (!bad.title && !bad.what && !bad.known) open.mutate()
      }}
      onClose={props.onClose}
    >
      <TextField
        select
        label={t('kind')}
        value={kind}
        onChange={(event) => setKind(event.target.value as IncidentKind)}
      >
        {kinds.map((each) => (
          <MenuItem key={each} value={each}>
            {t(`kinds.${each}`)}
          </MenuItem>
        ))}
      </TextField>
      <TextField
        label={t('short')}
        value={title}
        onChange={(event) => setTitle(event.target.value.slice(0, 160))}
        error={tried && bad.title}
        helperText={t('shortHelp')}
      />
      <TextField
        label={t('fields.what')}
        value={what}
        onChange={(event) => setWhat(event.target.value)}
        multiline
        minRows={3}
        error={tried && bad.what}
        helperText={t('noNames')}
      />
      <PersonalWarning text={`${title} ${what}`} />
      <TextField
        label={t('knownAt')}
        type="datetime-local"
        value={known}
        onChange={(event) => setKnown(event.target.value)}
        error={(tried && bad.known) || isRefused(open.error, 'knownAt')}
        helperText={t('knownHelp')}
        slotProps={{ inputLabel: { shrink: true } }}
      />
      <FormControlLabel
        control={<Switch checked={personalData} onChange={(_, on) => setPersonalData(on)} />}
        label={t('personalData')}
      />
    </FormDialog>
  )
}
