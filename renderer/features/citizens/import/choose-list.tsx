import UploadFile from '@mui/icons-material/UploadFileOutlined'
import { Box, Button, Divider, Paper, TextField, Typography } from '@mui/material'
import { useQuery } from '@tanstack/react-query'
import { type ChangeEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { problemData } from '../../../client/problems.ts'
import { useStation } from '../../../client/react.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { Fault } from './fault.tsx'
import { ProgressLine } from './progress-line.tsx'
import { type SentList, useSending } from './use-list.ts'

/** A file, or what somebody copied from a spreadsheet. */
export function ChooseList({ onSent }: { onSent: (list: SentList) => void }) {
  const { t } = useTranslation('citizens')
  const { api } = useStation()
  const settings = useQuery(api.citizens.settings.queryOptions())
  const sending = useSending()
  const input = useRef<HTMLInputElement>(null)
  const [pasted, paste] = useState('')
  const send = (file: File) => sending.mutate(file, { onSuccess: onSent })
  const choose = ({ target }: ChangeEvent<HTMLInputElement>) => {
    const file = target.files?.[0]
    target.value = ''
    if (file) send(file)
  }
  const fault = problemData(sending.error, 'LIST_UNREADABLE')
  if (sending.isPending) {
    return <ProgressLine text={t('import.sending', { name: sending.variables?.name ?? '' })} value={sending.progress} />
  }
  return (
    <Paper variant="outlined" sx={{ p: 3, display: 'grid', gap: 2 }}>
      <input
        ref={input}
        type="file"
        hidden
        accept=".csv,.txt,.tsv,text/csv,text/plain"
        onChange={choose}
        data-testid="list"
      />
      <Box sx={{ display: 'grid', gap: 1, justifyItems: 'start' }}>
        <Button variant="contained" startIcon={<UploadFile />} onClick={() => input.current?.click()}>
          {t('import.file')}
        </Button>
        <Typography color="textSecondary">
          {t('import.fileHelp', { most: settings.data?.importMegabytes ?? '' })}
        </Typography>
      </Box>
      {fault ? <Fault fault={fault} /> : <ErrorNotice error={sending.error} />}
      <Divider>{t('import.or')}</Divider>
      <TextField
        multiline
        minRows={4}
        maxRows={14}
        label={t('import.paste')}
        helperText={t('import.pasteHelp')}
        value={pasted}
        onChange={({ target }) => paste(target.value)}
      />
      <Box>
        <Button
          variant="outlined"
          disabled={pasted.trim() === ''}
          onClick={() => send(new File([pasted], t('import.pasteName'), { type: 'text/csv' }))}
        >
          {t('import.usePaste')}
        </Button>
      </Box>
    </Paper>
  )
}
