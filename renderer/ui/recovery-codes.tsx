import { Alert, Box, Button, Checkbox, FormControlLabel } from '@mui/material'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { saveFile } from './save-file.ts'

/** The ten codes for when the phone is lost. They are shown once: going on needs a word that they were kept. */
export function RecoveryCodes(props: { codes: readonly string[]; onKept: () => void }) {
  const { t } = useTranslation('security')
  const [kept, setKept] = useState(false)
  const save = () => {
    const text = `${t('codes.file')}\r\n\r\n${props.codes.join('\r\n')}\r\n`
    saveFile(new Blob([text], { type: 'text/plain' }), 'ventanilla-codigos.txt')
  }
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <Alert severity="success">{t('codes.ready')}</Alert>
      <Box component="h3" sx={{ m: 0, fontSize: '1rem' }}>
        {t('codes.title')}
      </Box>
      <Box>{t('codes.text')}</Box>
      <Box
        component="ul"
        aria-label={t('codes.title')}
        sx={(theme) => ({
          m: 0,
          p: 2,
          listStyle: 'none',
          display: 'grid',
          gap: 0.5,
          gridTemplateColumns: 'repeat(auto-fill, minmax(12.5rem, 1fr))',
          fontFamily: 'monospace',
          border: `1px solid ${theme.colors.line}`,
          borderRadius: 1,
        })}
      >
        {props.codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </Box>
      <Button variant="outlined" onClick={save} sx={{ justifySelf: 'start' }}>
        {t('codes.save')}
      </Button>
      <FormControlLabel
        control={<Checkbox checked={kept} onChange={(_, checked) => setKept(checked)} />}
        label={t('codes.kept')}
      />
      <Button variant="contained" disabled={!kept} onClick={props.onKept} sx={{ justifySelf: 'start' }}>
        {t('codes.done')}
      </Button>
    </Box>
  )
}
