import { Box, Button, Paper, TextField, Typography } from '@mui/material'
import { type SubmitEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type AddressFault, stationAddress } from './rules.ts'

/** The address of a station elsewhere; the browser goes there. */
export function FindStation(props: { back: () => void }) {
  const { t } = useTranslation('first-run')
  const [typed, setTyped] = useState('')
  const [fault, setFault] = useState<AddressFault | null>(null)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const found = stationAddress(typed)
    if ('url' in found) window.location.assign(found.url)
    else setFault(found.fault)
  }
  return (
    <Paper variant="outlined" component="form" noValidate onSubmit={submit} sx={{ p: 3, display: 'grid', gap: 2 }}>
      <Typography variant="h1">{t('station.title')}</Typography>
      <TextField
        label={t('station.address')}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        error={fault !== null}
        helperText={fault === null ? t('station.help') : t(`station.errors.${fault}`)}
        autoFocus
        slotProps={{ htmlInput: { inputMode: 'url', spellCheck: false, autoCapitalize: 'none' } }}
      />
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
        <Button type="submit" variant="contained">
          {t('station.connect')}
        </Button>
        <Button onClick={props.back}>{t('back')}</Button>
      </Box>
    </Paper>
  )
}
