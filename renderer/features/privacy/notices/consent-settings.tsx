import { Alert, Box, Button, MenuItem, TextField, Typography } from '@mui/material'
import { useQuery } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConsentSettings } from '../../../../contract/consents.ts'
import { useMay, useStation } from '../../../client/react.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { useToasts } from '../../../ui/toasts.tsx'
import { useAct } from './notices-data.ts'

const authorities: readonly ConsentSettings['authority'][] = ['AEPD', 'APDCAT', 'AVPD', 'CTPDA']

/** From which age people agree alone, where they complain and whom they ask. */
export function ConsentSettingsForm() {
  const { t } = useTranslation('notices')
  const { api } = useStation()
  const settings = useQuery(api.consents.settings.queryOptions())
  const affected = useQuery(api.consents.affectedByAge.queryOptions({ input: { limit: 1 } }))
  const count = affected.data?.total ?? 0
  return (
    <Box component="section" aria-labelledby="consent-settings" sx={{ display: 'grid', gap: 2, maxWidth: '44rem' }}>
      <Typography variant="h2" id="consent-settings">
        {t('settings.title')}
      </Typography>
      <ErrorNotice error={settings.error} retry={() => void settings.refetch()} />
      {count > 0 && <Alert severity="warning">{t('settings.affected', { count })}</Alert>}
      {settings.data && <SettingsFields key={JSON.stringify(settings.data)} saved={settings.data} />}
    </Box>
  )
}

const ageOf = (text: string): number | null => (/^1[3-8]$/.test(text.trim()) ? Number(text) : null)

function SettingsFields({ saved }: { saved: ConsentSettings }) {
  const { t } = useTranslation('notices')
  const { client } = useStation()
  const toasts = useToasts()
  const mayWrite = useMay('privacy.write')
  const [age, setAge] = useState(String(saved.minimumAge))
  const [next, setNext] = useState(saved.nextAge ? String(saved.nextAge.years) : '')
  const [from, setFrom] = useState(saved.nextAge?.from ?? '')
  const [authority, setAuthority] = useState(saved.authority)
  const [officer, setOfficer] = useState(saved.officer)
  const [tried, setTried] = useState(false)
  const years = ageOf(age)
  const nextYears = ageOf(next)
  const badNext = next.trim() !== '' && nextYears === null
  const badFrom = nextYears !== null && !/^\d{4}-\d\d-\d\d$/.test(from)
  const save = useAct(
    (form: ConsentSettings) => client.consents.saveSettings(form),
    () => toasts.show({ text: t('settings.saved') }),
  )
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setTried(true)
    if (years === null || badNext || badFrom) return
    const nextAge = nextYears === null ? null : { years: nextYears, from }
    save.mutate({ minimumAge: years, nextAge, authority, officer })
  }
  return (
    <Box component="form" noValidate onSubmit={submit}>
      <Box
        component="fieldset"
        disabled={!mayWrite}
        sx={{ border: 0, p: 0, m: 0, minWidth: 0, display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}
      >
        <TextField
          label={t('settings.age')}
          value={age}
          onChange={(event) => setAge(event.target.value)}
          error={tried && years === null}
          helperText={t(tried && years === null ? 'settings.ageError' : 'settings.ageHelp')}
          slotProps={{ htmlInput: { inputMode: 'numeric', maxLength: 2 } }}
        />
        <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' } }}>
          <TextField
            label={t('settings.nextAge')}
            value={next}
            onChange={(event) => setNext(event.target.value)}
            error={tried && badNext}
            helperText={tried && badNext && t('settings.ageError')}
            slotProps={{ htmlInput: { inputMode: 'numeric', maxLength: 2 } }}
          />
          <TextField
            type="date"
            label={t('settings.nextFrom')}
            value={from}
            onChange={(event) => setFrom(event.target.value)}
            error={tried && badFrom}
            helperText={tried && badFrom && t('settings.fromError')}
            slotProps={{ inputLabel: { shrink: true } }}
          />
        </Box>
        <TextField
          select
          label={t('settings.authority')}
          value={authority}
          onChange={(event) => setAuthority(event.target.value as ConsentSettings['authority'])}
          disabled={!mayWrite}
        >
          {authorities.map((each) => (
            <MenuItem key={each} value={each}>
              {t(`settings.authorities.${each}`)}
            </MenuItem>
          ))}
        </TextField>
        <TextField
          label={t('settings.officer')}
          value={officer}
          onChange={(event) => setOfficer(event.target.value)}
          helperText={t('settings.officerHelp')}
          slotProps={{ htmlInput: { maxLength: 200 } }}
        />
        <ErrorNotice error={save.error} />
        {mayWrite && (
          <Button type="submit" variant="contained" loading={save.isPending} sx={{ justifySelf: 'start' }}>
            {t('settings.save')}
          </Button>
        )}
      </Box>
    </Box>
  )
}
