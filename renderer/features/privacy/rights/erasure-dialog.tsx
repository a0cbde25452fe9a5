import { Alert, Box, Checkbox, FormControlLabel, TextField, Typography } from '@mui/material'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ErasurePreview, RightsRequest } from '../../../../contract/rights.ts'
import { useStation } from '../../../client/react.tsx'
import { FormDialog } from '../../../ui/form-dialog.tsx'
import { isRefused } from '../../../ui/form-field.ts'
import { SkeletonRows } from '../../../ui/skeletons.tsx'
import { useToasts } from '../../../ui/toasts.tsx'
import { useTown } from '../../../ui/town-clock.ts'
import { useKeep } from './rights-data.ts'

/** What blocking would remove, keep and why; then, with the number of the request written again, blocks. */
export function ErasureDialog({ request, onClose }: { request: RightsRequest; onClose: () => void }) {
  const { t, i18n } = useTranslation('privacy')
  const { api, client } = useStation()
  const toasts = useToasts()
  const keep = useKeep()
  const language = i18n.language === 'en' ? 'en' : 'es'
  const { id } = request
  const preview = useQuery(
    api.rights.preview.queryOptions({ input: { id, language }, staleTime: 0, gcTime: 0, refetchOnWindowFocus: false }),
  )
  const [number, setNumber] = useState('')
  const [evenUnderWay, setEven] = useState(false)
  const block = useMutation({
    mutationFn: () => client.rights.block({ id, number, evenUnderWay }),
    onSuccess: (changed) => {
      toasts.show({ text: t('rights.erasure.done') })
      onClose()
      return keep(changed)
    },
  })
  const wrong = isRefused(block.error, 'number')
  return (
    <FormDialog
      title={t('rights.erasure.title')}
      submit={t('rights.acts.block')}
      busy={block.isPending}
      error={block.error ?? preview.error}
      onSubmit={() => preview.data && block.mutate()}
      onClose={onClose}
    >
      {preview.isPending && <SkeletonRows />}
      {preview.data && <Preview preview={preview.data} />}
      {preview.data && preview.data.underWay.length > 0 && (
        <FormControlLabel
          label={t('rights.erasure.even')}
          control={<Checkbox checked={evenUnderWay} onChange={({ target }) => setEven(target.checked)} />}
        />
      )}
      <Alert severity="info">{t('rights.erasure.tell')}</Alert>
      <TextField
        label={t('rights.erasure.number', { number: request.number })}
        value={number}
        onChange={({ target }) => setNumber(target.value)}
        required
        error={wrong}
        helperText={wrong ? t('rights.erasure.numberError') : t('rights.erasure.numberHelp')}
        slotProps={{ htmlInput: { maxLength: 20, autoComplete: 'off' } }}
      />
    </FormDialog>
  )
}

function Preview({ preview }: { preview: ErasurePreview }) {
  const { t } = useTranslation('privacy')
  const { format } = useTown()
  return (
    <>
      <Typography>{t('rights.erasure.text', { when: format.day(preview.destroyAfter, Date.now()) })}</Typography>
      <Part title={t('rights.erasure.removed')} lines={preview.removed.map(({ text, n }) => `${text}: ${n}`)} />
      <Part title={t('rights.erasure.kept')} lines={preview.kept.map(({ text, why }) => `${text}. ${why}`)} />
      {preview.underWay.length > 0 && (
        <Alert severity="warning">
          {t('rights.erasure.underWay')} {preview.underWay.map(({ text, n }) => `${text}: ${n}`).join('; ')}
        </Alert>
      )}
    </>
  )
}

function Part({ title, lines }: { title: string; lines: readonly string[] }) {
  return (
    <Box>
      <Typography variant="h3" component="h3">
        {title}
      </Typography>
      <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </Box>
    </Box>
  )
}
