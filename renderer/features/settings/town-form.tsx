import { Alert, Box, Button, MenuItem, TextField, Typography } from '@mui/material'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type SubmitEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Language } from '../../../contract/common.ts'
import type { Town } from '../../../contract/settings.ts'
import { useMay, useStation } from '../../client/react.tsx'
import { citizenLanguages, languageNames } from '../../i18n/languages.ts'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { isRefused } from '../../ui/form-field.ts'
import { useToasts } from '../../ui/toasts.tsx'
import { OpeningHours } from './opening-hours.tsx'
import { type TownFault, townFaults } from './rules.ts'

const zones = ['Europe/Madrid', 'Atlantic/Canary'] as const

/** What the assistant knows of the town hall, and how citizens reach it. */
export function TownForm({ saved }: { saved: Town }) {
  const { t } = useTranslation('settings')
  const { t: common } = useTranslation()
  const { api, client } = useStation()
  const queries = useQueryClient()
  const toasts = useToasts()
  const mayWrite = useMay('settings.write')
  const form = useRef<HTMLFormElement>(null)
  const [town, setTown] = useState(saved)
  const [faults, setFaults] = useState<readonly TownFault[]>([])
  const save = useMutation({
    mutationFn: () => client.settings.saveTown(town),
    onSuccess: (next) => {
      queries.setQueryData(api.settings.town.queryKey(), next)
      setTown(next)
      toasts.show({ text: common('saved') })
    },
  })
  const change = (part: Partial<Town>) => setTown({ ...town, ...part })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const found = townFaults(town)
    setFaults(found)
    if (found[0] === undefined) save.mutate()
    else form.current?.querySelector<HTMLElement>(`[name="${found[0]}"], [data-field="${found[0]}"] input`)?.focus()
  }
  const text = (name: 'name' | 'phone' | 'address' | 'website' | 'privacyNotice', wrong: string, help?: string) => {
    const bad = faults.some((fault) => fault === name) || isRefused(save.error, name)
    return {
      name,
      value: town[name],
      label: t(`town.${name}`),
      error: bad,
      helperText: bad ? wrong : help,
      onChange: (event: { target: { value: string } }) => change({ [name]: event.target.value }),
    }
  }

  return (
    <Box ref={form} component="form" noValidate onSubmit={submit} sx={{ display: 'grid', gap: 2.5, maxWidth: '46rem' }}>
      {!mayWrite && <Alert severity="info">{t('readOnly')}</Alert>}
      <Box
        component="fieldset"
        disabled={!mayWrite}
        sx={{ border: 0, p: 0, m: 0, minWidth: 0, display: 'grid', gap: 2.5 }}
      >
        <TextField {...text('name', t('town.nameError'))} required />
        <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { sm: '1fr 1fr' } }}>
          <TextField
            select
            disabled={!mayWrite}
            label={t('town.language')}
            value={town.language}
            onChange={(event) => change({ language: event.target.value as Language })}
          >
            {citizenLanguages.map((language) => (
              <MenuItem key={language} value={language}>
                {languageNames[language]}
              </MenuItem>
            ))}
          </TextField>
          <TextField
            select
            disabled={!mayWrite}
            label={t('town.timeZone')}
            value={town.timeZone}
            onChange={(event) => change({ timeZone: event.target.value as Town['timeZone'] })}
          >
            {zones.map((zone) => (
              <MenuItem key={zone} value={zone}>
                {t(`town.zones.${zone}`)}
              </MenuItem>
            ))}
          </TextField>
          <TextField {...text('phone', t('town.phoneError'))} type="tel" />
          <TextField {...text('website', t('town.websiteError'), t('town.websiteHelp'))} type="url" />
        </Box>
        <TextField {...text('address', t('town.addressError'))} />
        <Box data-field="openingHours">
          <Typography variant="h2">{t('hours.title')}</Typography>
          <Typography variant="body2" color="textSecondary" sx={{ mb: 1 }}>
            {t('hours.text')}
          </Typography>
          <OpeningHours
            hours={town.openingHours}
            change={(openingHours) => change({ openingHours: [...openingHours] })}
          />
        </Box>
        <TextField
          {...text('privacyNotice', t('town.privacyNoticeError'), t('town.privacyNoticeHelp'))}
          multiline
          minRows={4}
          required
        />
      </Box>
      {faults.length > 0 && <Alert severity="error">{t('fix')}</Alert>}
      <ErrorNotice error={save.error} />
      {mayWrite && (
        <Button type="submit" variant="contained" loading={save.isPending} sx={{ justifySelf: 'start' }}>
          {common('save')}
        </Button>
      )}
    </Box>
  )
}
