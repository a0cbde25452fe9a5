import { Box, Button, FormControlLabel, Paper, Radio, RadioGroup, TextField, Typography } from '@mui/material'
import { useMutation } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isProblem } from '../../client/problems.ts'
import { useStation } from '../../client/react.tsx'
import { useFormat } from '../../i18n/format.ts'
import { ErrorNotice } from '../../ui/error-notice.tsx'

/** A town comes back on this computer from its copies: where they lie, the key that opens them, and which one. */
export function RestoreTown(props: { back: () => void; onRestored: () => void }) {
  const { t } = useTranslation('first-run')
  const { client } = useStation()
  const format = useFormat()
  const [folder, setFolder] = useState('')
  const [code, setCode] = useState('')
  const [chosen, setChosen] = useState<string | null>(null)
  const look = useMutation({
    mutationFn: () => client.setup.backups({ folder: folder.trim(), code }),
    onSuccess: (found) => setChosen(found[0]?.id ?? null),
  })
  const restore = useMutation({
    mutationFn: (id: string) => client.setup.restore({ folder: folder.trim(), code, id }),
    onSuccess: props.onRestored,
  })
  const found = look.data
  const wrongCode = isProblem(look.error, 'BACKUP_CODE')
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (found && chosen !== null) restore.mutate(chosen)
    else if (folder.trim() !== '' && code.trim() !== '') look.mutate()
  }
  return (
    <Paper variant="outlined" component="form" noValidate onSubmit={submit} sx={{ p: 3, display: 'grid', gap: 2 }}>
      <Typography variant="h1">{t('restore.title')}</Typography>
      <Typography color="textSecondary">{t('restore.text')}</Typography>
      <TextField
        label={t('restore.folder')}
        helperText={t('restore.folderHelp')}
        value={folder}
        onChange={(event) => {
          setFolder(event.target.value)
          look.reset()
        }}
        required
        autoFocus
      />
      <TextField
        label={t('restore.code')}
        helperText={wrongCode ? t('restore.wrongCode') : t('restore.codeHelp')}
        error={wrongCode}
        value={code}
        onChange={(event) => {
          setCode(event.target.value)
          look.reset()
        }}
        required
        slotProps={{ htmlInput: { spellCheck: false, autoCapitalize: 'characters' } }}
      />
      {found && found.length > 0 && (
        <RadioGroup
          aria-label={t('restore.which')}
          value={chosen ?? ''}
          onChange={(event) => setChosen(event.target.value)}
        >
          {found.map(({ id, madeAt, version }) => (
            <FormControlLabel
              key={id}
              value={id}
              control={<Radio />}
              label={t('restore.copy', { when: format.dateTime(madeAt), version })}
            />
          ))}
        </RadioGroup>
      )}
      {found?.length === 0 && <Typography>{t('restore.none')}</Typography>}
      {!wrongCode && <ErrorNotice error={look.error ?? restore.error} />}
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
        <Button type="submit" variant="contained" loading={look.isPending || restore.isPending}>
          {found && chosen !== null ? t('restore.go') : t('restore.look')}
        </Button>
        <Button onClick={props.back}>{t('back')}</Button>
      </Box>
    </Paper>
  )
}
