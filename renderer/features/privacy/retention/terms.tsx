import { Box, Button, FormControlLabel, Switch, TextField, Typography } from '@mui/material'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RetentionSettings } from '../../../../contract/retention.ts'
import { useMay, useStation } from '../../../client/react.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { useToasts } from '../../../ui/toasts.tsx'
import { boundsOf, namesIn, type TermName, termIn, termNames } from './rules.ts'

type Texts = Readonly<Record<TermName, string>>

const textsOf = (saved: RetentionSettings) =>
  Object.fromEntries(termNames.map((name) => [name, String(saved[name])])) as Texts

/** Every term, and what has none here. */
export function Terms({ saved, backupDays }: { saved: RetentionSettings; backupDays: number }) {
  const { t } = useTranslation('privacy')
  return (
    <Box component="section" aria-labelledby="retention-terms" sx={{ display: 'grid', gap: 2 }}>
      <Typography variant="h2" id="retention-terms">
        {t('retention.title')}
      </Typography>
      <Typography sx={{ maxWidth: '44rem' }}>{t('retention.text')}</Typography>
      <TermsForm saved={saved} />
      <Typography variant="h3">{t('retention.fixed.title')}</Typography>
      <Box component="ul" sx={{ m: 0, pl: 2.5, maxWidth: '44rem', display: 'grid', gap: 0.5 }}>
        <li>{t('retention.fixed.audit')}</li>
        <li>{t('retention.fixed.consents')}</li>
        <li>{t('retention.fixed.backups', { days: backupDays })}</li>
        <li>{t('retention.fixed.suppression')}</li>
      </Box>
    </Box>
  )
}

function TermsForm({ saved }: { saved: RetentionSettings }) {
  const { t } = useTranslation('privacy')
  const mayWrite = useMay('privacy.write')
  const [texts, setTexts] = useState(textsOf(saved))
  const [nightly, setNightly] = useState(saved.nightly)
  const [topics, setTopics] = useState(saved.reserved.topics.join(', '))
  const [departments, setDepartments] = useState(saved.reserved.departments.join(', '))
  const [tried, setTried] = useState(false)
  const save = useSave()
  const names = { topics: namesIn(topics), departments: namesIn(departments) }
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setTried(true)
    const terms = Object.fromEntries(termNames.map((name) => [name, termIn(name, texts[name])]))
    if (Object.values(terms).includes(null) || !names.topics || !names.departments) return
    const reserved = { topics: [...names.topics], departments: [...names.departments] }
    save.mutate({ ...(terms as Record<TermName, number>), nightly, reserved })
  }
  return (
    <Box component="form" noValidate onSubmit={submit} sx={{ maxWidth: '56rem' }}>
      <Box
        component="fieldset"
        disabled={!mayWrite}
        sx={{ border: 0, p: 0, m: 0, minWidth: 0, display: 'grid', gap: 2 }}
      >
        <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' } }}>
          {termNames.map((name) => (
            <TermField
              key={name}
              name={name}
              value={texts[name]}
              tried={tried}
              onChange={(text) => setTexts({ ...texts, [name]: text })}
            />
          ))}
        </Box>
        <NamesField
          label={t('retention.topics')}
          help={t('retention.topicsHelp')}
          value={topics}
          bad={tried && !names.topics}
          onChange={setTopics}
        />
        <NamesField
          label={t('retention.departments')}
          help={t('retention.departmentsHelp')}
          value={departments}
          bad={tried && !names.departments}
          onChange={setDepartments}
        />
        <FormControlLabel
          control={<Switch checked={nightly} disabled={!mayWrite} onChange={(_, on) => setNightly(on)} />}
          label={t('retention.nightly')}
        />
        <ErrorNotice error={save.error} />
        {mayWrite && (
          <Button type="submit" variant="contained" loading={save.isPending} sx={{ justifySelf: 'start' }}>
            {t('retention.save')}
          </Button>
        )}
      </Box>
    </Box>
  )
}

function TermField(props: { name: TermName; value: string; tried: boolean; onChange: (text: string) => void }) {
  const { t } = useTranslation('privacy')
  const bounds = boundsOf(props.name)
  const bad = props.tried && termIn(props.name, props.value) === null
  return (
    <TextField
      label={t(`retention.terms.${props.name}`)}
      value={props.value}
      onChange={(event) => props.onChange(event.target.value)}
      error={bad}
      helperText={t(bad ? 'retention.rangeError' : 'retention.range', bounds)}
      slotProps={{ htmlInput: { inputMode: 'numeric', maxLength: 4 } }}
    />
  )
}

function NamesField(props: {
  label: string
  help: string
  value: string
  bad: boolean
  onChange: (text: string) => void
}) {
  const { t } = useTranslation('privacy')
  return (
    <TextField
      label={props.label}
      value={props.value}
      onChange={(event) => props.onChange(event.target.value)}
      error={props.bad}
      helperText={props.bad ? t('retention.topicsError') : props.help}
    />
  )
}

function useSave() {
  const { t } = useTranslation('privacy')
  const { api, client } = useStation()
  const queries = useQueryClient()
  const toasts = useToasts()
  return useMutation({
    mutationFn: (settings: RetentionSettings) => client.retention.saveSettings(settings),
    onSuccess: () => toasts.show({ text: t('retention.saved') }),
    onSettled: () => queries.invalidateQueries({ queryKey: api.retention.key() }),
  })
}
