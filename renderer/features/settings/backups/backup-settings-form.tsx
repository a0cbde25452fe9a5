import { Box, Button, Checkbox, FormControlLabel, MenuItem, TextField, Typography } from '@mui/material'
import { useMutation } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BackupSettings, BackupStatus } from '../../../../contract/backups.ts'
import { useStation } from '../../../client/react.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { useToasts } from '../../../ui/toasts.tsx'

const hours = Array.from({ length: 24 }, (_, hour) => hour)
const days = { least: 7, most: 90 } as const

/** When copies are made, how long they are kept and where. */
export function BackupSettingsForm(props: { settings: BackupSettings; onSaved: (status: BackupStatus) => void }) {
  const { t } = useTranslation('settings')
  const { client } = useStation()
  const toasts = useToasts()
  const [draft, setDraft] = useState(props.settings)
  const set = (change: Partial<BackupSettings>) => setDraft({ ...draft, ...change })
  const save = useMutation({
    mutationFn: () => client.backups.saveSettings(draft),
    onSuccess: (status) => {
      toasts.show({ text: t('backups.settings.saved') })
      props.onSaved(status)
    },
  })
  const wrongDays = !Number.isInteger(draft.keepDays) || draft.keepDays < days.least || draft.keepDays > days.most
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (!wrongDays) save.mutate()
  }
  return (
    <Box component="form" noValidate onSubmit={submit} sx={{ display: 'grid', gap: 2, maxWidth: '36rem' }}>
      <Typography variant="h2">{t('backups.settings.title')}</Typography>
      <FormControlLabel
        control={<Checkbox checked={draft.scheduled} onChange={(_, scheduled) => set({ scheduled })} />}
        label={t('backups.settings.scheduled')}
      />
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' } }}>
        <TextField
          select
          label={t('backups.settings.hour')}
          value={draft.hour}
          disabled={!draft.scheduled}
          onChange={(event) => set({ hour: Number(event.target.value) })}
        >
          {hours.map((hour) => (
            <MenuItem key={hour} value={hour}>{`${String(hour).padStart(2, '0')}:00`}</MenuItem>
          ))}
        </TextField>
        <TextField
          type="number"
          label={t('backups.settings.keep')}
          helperText={t('backups.settings.keepHelp')}
          value={draft.keepDays}
          error={wrongDays}
          onChange={(event) => set({ keepDays: Number(event.target.value) })}
          slotProps={{ htmlInput: { min: days.least, max: days.most } }}
        />
      </Box>
      <TextField
        label={t('backups.settings.folder')}
        helperText={t('backups.settings.folderHelp')}
        value={draft.folder ?? ''}
        onChange={(event) => set({ folder: event.target.value === '' ? null : event.target.value })}
      />
      <ErrorNotice error={save.error} />
      <Button type="submit" variant="contained" loading={save.isPending} sx={{ justifySelf: 'start' }}>
        {t('backups.settings.save')}
      </Button>
    </Box>
  )
}
