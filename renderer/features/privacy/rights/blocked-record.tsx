import { Box, Button, Paper, TextField, Typography } from '@mui/material'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OpenedRecord, RightsRequest } from '../../../../contract/rights.ts'
import { useMay, useStation } from '../../../client/react.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { FormDialog } from '../../../ui/form-dialog.tsx'
import { saveFile } from '../../../ui/save-file.ts'
import { useTown } from '../../../ui/town-clock.ts'
import { Blocks } from './blocks.tsx'

type Blocked = NonNullable<RightsRequest['blocked']>

/** The sealed record of a person: until when it is kept, its certificate, and for the officer what it holds. */
export function BlockedRecord({ request, blocked }: { request: RightsRequest; blocked: Blocked }) {
  const { t, i18n } = useTranslation('privacy')
  const { client } = useStation()
  const { format } = useTown()
  const mayUnblock = useMay('privacy.unblock')
  const [how, ask] = useState<'read' | 'export' | null>(null)
  const [opened, show] = useState<OpenedRecord | null>(null)
  const language = i18n.language === 'en' ? 'en' : 'es'
  const { id, number } = request
  const certificate = useMutation({
    mutationFn: async (form: 'pdf' | 'json') =>
      saveFile(await client.rights.certificate({ id, format: form, language }), `${number}.${form}`),
  })
  const { destroyedAt } = blocked
  return (
    <Paper
      variant="outlined"
      component="section"
      aria-labelledby="rights-blocked"
      sx={{ p: 2, display: 'grid', gap: 1, gridTemplateColumns: 'minmax(0, 1fr)' }}
    >
      <Typography id="rights-blocked" variant="h3" component="h3">
        {t(destroyedAt === null ? 'rights.blocked.title' : 'rights.blocked.destroyedTitle')}
      </Typography>
      <Typography>
        {destroyedAt === null
          ? t('rights.blocked.text', { at: format.dateTime(blocked.at), until: format.dateTime(blocked.destroyAfter) })
          : t('rights.blocked.destroyed', { at: format.dateTime(destroyedAt) })}
      </Typography>
      <Button variant="outlined" loading={certificate.isPending} onClick={() => certificate.mutate('pdf')}>
        {t('rights.blocked.certificate')}
      </Button>
      <Button variant="text" onClick={() => certificate.mutate('json')}>
        {t('rights.blocked.certificateJson')}
      </Button>
      <ErrorNotice error={certificate.error} />
      {mayUnblock && destroyedAt === null && (
        <>
          <Button variant="outlined" onClick={() => ask('read')}>
            {t('rights.blocked.read')}
          </Button>
          <Button variant="text" onClick={() => ask('export')}>
            {t('rights.blocked.export')}
          </Button>
        </>
      )}
      {opened && <Opened opened={opened} close={() => show(null)} />}
      {how !== null && (
        <ReasonDialog request={request} how={how} language={language} show={show} onClose={() => ask(null)} />
      )}
    </Paper>
  )
}

function Opened({ opened, close }: { opened: OpenedRecord; close: () => void }) {
  const { t } = useTranslation('privacy')
  return (
    <Box role="region" aria-label={t('rights.blocked.content')} sx={{ display: 'grid', gap: 1, minWidth: 0 }}>
      <Button variant="contained" onClick={close}>
        {t('rights.blocked.close')}
      </Button>
      <Blocks blocks={opened.blocks} />
    </Box>
  )
}

function ReasonDialog(props: {
  request: RightsRequest
  how: 'read' | 'export'
  language: 'es' | 'en'
  show: (opened: OpenedRecord) => void
  onClose: () => void
}) {
  const { request, how, language, show, onClose } = props
  const { t } = useTranslation('privacy')
  const { client } = useStation()
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const isShort = reason.trim().length < 5
  const open = useMutation({
    mutationFn: async () => {
      const opening = { id: request.id, reason: reason.trim(), language }
      if (how === 'read') show(await client.rights.readBlocked(opening))
      else saveFile(await client.rights.exportBlocked(opening), `${request.number}.zip`)
    },
    onSuccess: onClose,
  })
  return (
    <FormDialog
      title={t(`rights.blocked.${how}`)}
      submit={t('rights.blocked.open')}
      busy={open.isPending}
      error={open.error}
      onSubmit={() => {
        setTried(true)
        if (!isShort) open.mutate()
      }}
      onClose={onClose}
    >
      <Typography>{t('rights.blocked.why')}</Typography>
      <TextField
        label={t('rights.blocked.reason')}
        value={reason}
        onChange={({ target }) => setReason(target.value)}
        required
        autoFocus
        error={tried && isShort}
        helperText={tried && isShort ? t('rights.text.error') : t('rights.blocked.reasonHelp')}
        slotProps={{ htmlInput: { maxLength: 500 } }}
      />
    </FormDialog>
  )
}
