import AttachFile from '@mui/icons-material/AttachFileOutlined'
import { Box, Button, Paper, Typography } from '@mui/material'
import { useMutation } from '@tanstack/react-query'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Broadcast } from '../../../contract/broadcasts.ts'
import { useMay, useStation } from '../../client/react.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { useMediaUrl } from '../../ui/media-url.ts'
import { useTown } from '../../ui/town-clock.ts'
import { useKeep } from './broadcast-data.ts'

const kinds = 'image/jpeg,image/png,image/webp,application/pdf'

/** Its picture or PDF; what that says has to be in the text too, as no phone reads a picture aloud. */
export function FilePart({ broadcast }: { broadcast: Broadcast }) {
  const { t } = useTranslation('broadcasts')
  const { client } = useStation()
  const keep = useKeep()
  const may = useMay('broadcasts.write') && broadcast.startedAt === null && broadcast.state !== 'cancelled'
  const input = useRef<HTMLInputElement>(null)
  const { id, attachment, confirmed } = broadcast
  const attach = useMutation({
    mutationFn: (file: File) => client.broadcasts.attach({ id, file }),
    onSuccess: keep,
  })
  const detach = useMutation({ mutationFn: () => client.broadcasts.detach({ id }), onSuccess: keep })
  const confirm = useMutation({
    mutationFn: () => client.broadcasts.save({ ...asContent(broadcast), confirmed: [...confirmed, 'facts_in_text'] }),
    onSuccess: keep,
  })
  return (
    <Box sx={{ display: 'grid', gap: 1, justifyItems: 'start' }}>
      {attachment && <Shown attachment={attachment} />}
      {may && !attachment && (
        <Button startIcon={<AttachFile />} loading={attach.isPending} onClick={() => input.current?.click()}>
          {t('detail.attach')}
        </Button>
      )}
      <input
        ref={input}
        type="file"
        accept={kinds}
        hidden
        onChange={({ target }) => {
          const file = target.files?.[0]
          if (file) attach.mutate(file)
          target.value = ''
        }}
      />
      {may && attachment && (
        <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
          {!confirmed.includes('facts_in_text') && (
            <Button variant="outlined" loading={confirm.isPending} onClick={() => confirm.mutate()}>
              {t('detail.factsInText')}
            </Button>
          )}
          <Button loading={detach.isPending} onClick={() => detach.mutate()}>
            {t('detail.detach')}
          </Button>
        </Box>
      )}
      <ErrorNotice error={attach.error ?? detach.error ?? confirm.error} />
    </Box>
  )
}

const asContent = (broadcast: Broadcast) => ({
  id: broadcast.id,
  revision: broadcast.revision,
  purpose: broadcast.purpose.id,
  variants: broadcast.variants,
  audience: broadcast.audience,
  scheduleAt: broadcast.scheduleAt,
  recurrence: broadcast.recurrence,
  emergency: broadcast.emergency,
  reason: broadcast.reason,
})

function Shown({ attachment }: { attachment: NonNullable<Broadcast['attachment']> }) {
  const { format } = useTown()
  const isPicture = attachment.mime.startsWith('image/')
  const { url } = useMediaUrl(attachment.id, isPicture)
  return (
    <Paper variant="outlined" sx={{ p: 1.5, display: 'grid', gap: 1 }}>
      {isPicture && url !== null && (
        <Box component="img" src={url} alt="" sx={{ maxWidth: '100%', maxHeight: 220, objectFit: 'contain' }} />
      )}
      <Typography sx={{ overflowWrap: 'anywhere' }}>
        {attachment.fileName} · {format.bytes(attachment.bytes)}
      </Typography>
    </Paper>
  )
}
