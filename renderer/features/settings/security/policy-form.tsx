import { Alert, Box, Button, FormControlLabel, MenuItem, Switch, TextField } from '@mui/material'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SecurityPolicy } from '../../../../contract/security.ts'
import { useMay, useStation } from '../../../client/react.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { isRefused } from '../../../ui/form-field.ts'
import { useToasts } from '../../../ui/toasts.tsx'

const choices = ['required', 'optional', 'off'] as const
const shortestDuties = 40

const months = (text: string) => Math.max(0, Number.parseInt(text, 10) || 0)

/** Only administrators change it; everybody who reads the trail may read it. */
export function PolicyForm({ saved }: { saved: SecurityPolicy }) {
  const { t } = useTranslation('security')
  const { t: common } = useTranslation()
  const { api, client } = useStation()
  const queries = useQueryClient()
  const toasts = useToasts()
  const mayWrite = useMay('operators.manage')
  const [policy, setPolicy] = useState(saved)
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const save = useMutation({
    mutationFn: () => client.security.savePolicy({ ...policy, ...(reason.trim() !== '' && { reason }) }),
    onSuccess: (next) => {
      queries.setQueryData(api.security.policy.queryKey(), next)
      setPolicy(next)
      setReason('')
      setTried(false)
      toasts.show({ text: common('saved') })
    },
  })
  const change = (part: Partial<SecurityPolicy>) => setPolicy({ ...policy, ...part })
  const alone = saved.fourEyes && !policy.fourEyes
  const bad = {
    passwordMonths: policy.passwordMonths < 1 || policy.passwordMonths > 24,
    reviewMonths: policy.reviewMonths < 1 || policy.reviewMonths > 12,
    es: policy.duties.es.trim().length < shortestDuties,
    en: policy.duties.en.trim().length < shortestDuties,
    reason: alone && reason.trim().length < 5,
  }
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setTried(true)
    if (!Object.values(bad).some(Boolean)) save.mutate()
  }
  const number = (name: 'passwordMonths' | 'reviewMonths', most: number) => ({
    type: 'number',
    label: t(`policy.${name}`),
    value: policy[name] === 0 ? '' : policy[name],
    disabled: !mayWrite,
    error: (tried && bad[name]) || isRefused(save.error, name),
    helperText: t(`policy.${name}Help`),
    slotProps: { htmlInput: { min: 1, max: most } },
    onChange: (event: { target: { value: string } }) => change({ [name]: months(event.target.value) }),
  })
  const duties = (language: 'es' | 'en') => ({
    label: t(`policy.duties_${language}`),
    value: policy.duties[language],
    disabled: !mayWrite,
    multiline: true,
    minRows: 4,
    error: tried && bad[language],
    helperText: tried && bad[language] ? t('policy.dutiesError') : t('policy.dutiesHelp'),
    onChange: (event: { target: { value: string } }) =>
      change({ duties: { ...policy.duties, [language]: event.target.value } }),
  })
  return (
    <Box component="form" noValidate onSubmit={submit} sx={{ display: 'grid', gap: 2.5, maxWidth: '46rem' }}>
      {!mayWrite && <Alert severity="info">{t('policy.readOnly')}</Alert>}
      <TextField
        select
        label={t('policy.secondFactor')}
        value={policy.secondFactor}
        disabled={!mayWrite}
        helperText={t('policy.secondFactorHelp')}
        onChange={(event) => {
          const choice = choices.find((each) => each === event.target.value)
          if (choice) change({ secondFactor: choice })
        }}
      >
        {choices.map((choice) => (
          <MenuItem key={choice} value={choice}>
            {t(`policy.factors.${choice}`)}
          </MenuItem>
        ))}
      </TextField>
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { sm: '1fr 1fr' }, alignItems: 'start' }}>
        <TextField {...number('passwordMonths', 24)} />
        <TextField {...number('reviewMonths', 12)} />
      </Box>
      <Box>
        <FormControlLabel
          control={
            <Switch checked={policy.fourEyes} disabled={!mayWrite} onChange={(_, fourEyes) => change({ fourEyes })} />
          }
          label={t('policy.fourEyes')}
        />
        {!policy.fourEyes && (
          <Alert severity="warning" sx={{ mt: 1 }}>
            {t('policy.fourEyesOff')}
          </Alert>
        )}
      </Box>
      {alone && (
        <TextField
          label={t('policy.reason')}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          error={tried && bad.reason}
          helperText={t('policy.reasonHelp')}
          required
        />
      )}
      <TextField {...duties('es')} />
      <TextField {...duties('en')} />
      <ErrorNotice error={save.error} />
      {mayWrite && (
        <Button type="submit" variant="contained" loading={save.isPending} sx={{ justifySelf: 'start' }}>
          {common('save')}
        </Button>
      )}
    </Box>
  )
}
