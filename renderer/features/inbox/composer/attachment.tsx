import AttachFile from '@mui/icons-material/AttachFile'
import Close from '@mui/icons-material/Close'
import HeadphonesOutlined from '@mui/icons-material/HeadphonesOutlined'
import InsertDriveFileOutlined from '@mui/icons-material/InsertDriveFileOutlined'
import { Box, CircularProgress, IconButton, type Theme, Tooltip } from '@mui/material'
import { type ChangeEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { AttachedFile, Media } from '../../../../contract/inbox.ts'
import { useFormat } from '../../../i18n/format.ts'
import { useMediaUrl } from '../../../ui/media-url.ts'
import { mediaShape } from '../thread/rules.ts'
import { offeredFiles } from './rules.ts'
import type { Composer } from './use-composer.ts'

/** Opens the system's own list of files. */
export function AttachButton(props: { composer: Composer }) {
  const { t } = useTranslation('inbox')
  const input = useRef<HTMLInputElement>(null)
  const label = t('attachment.attach')
  const { attachment, media } = props.composer
  const disabled = attachment.bringing !== null || media !== null
  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    attachment.take([...(event.target.files ?? [])])
    event.target.value = ''
  }
  return (
    <>
      <input ref={input} type="file" hidden accept={offeredFiles} onChange={choose} data-testid="attach" />
      <Tooltip title={label}>
        <span>
          <IconButton
            size="small"
            color="inherit"
            aria-label={label}
            disabled={disabled}
            onClick={() => input.current?.click()}
          >
            <AttachFile />
          </IconButton>
        </span>
      </Tooltip>
    </>
  )
}

/** What became of what a file says of its author; `null` for one that was brought before. */
function Traces({ media, metadata }: { media: Media; metadata: AttachedFile['metadata'] | null }) {
  const { t } = useTranslation('inbox')
  if (mediaShape(media.mime) === 'image') return ` · ${t('attachment.cleaned')}`
  return metadata === null || metadata === 'kept' ? null : ` · ${t(`attachment.traces.${metadata}`)}`
}

/** What goes with the answer, before it goes: as it is kept, so without what a picture told of its place. */
export function AttachmentPreview(props: { composer: Composer; onRemoved: () => void }) {
  const { attachment, media, detach } = props.composer
  const { t } = useTranslation('inbox')
  const format = useFormat()
  if (attachment.bringing !== null) {
    return (
      <Box role="status" sx={(theme) => plateLook(theme)}>
        <CircularProgress size={20} aria-hidden />
        <Box component="span" sx={nameLook}>
          {t('attachment.bringing', { name: attachment.bringing })}
        </Box>
      </Box>
    )
  }
  if (media === null) return null
  const name = media.fileName ?? t('kinds.document')
  return (
    <Box role="group" aria-label={t('attachment.attached', { name })} sx={(theme) => plateLook(theme)}>
      <Thumbnail media={media} />
      <Box sx={{ minWidth: 0, flex: 1 }}>
        <Box dir="auto" sx={{ ...nameLook, fontWeight: 700 }}>
          {name}
        </Box>
        <Box sx={{ fontSize: '0.825rem' }}>
          {format.bytes(media.bytes)}
          <Traces media={media} metadata={attachment.kept?.id === media.id ? attachment.kept.metadata : null} />
        </Box>
      </Box>
      <IconButton
        size="small"
        aria-label={t('attachment.remove', { name })}
        onClick={() => {
          detach()
          props.onRemoved()
        }}
      >
        <Close fontSize="small" />
      </IconButton>
    </Box>
  )
}

function Thumbnail({ media }: { media: Media }) {
  const shape = mediaShape(media.mime)
  const { url } = useMediaUrl(media.id, shape === 'image')
  if (shape === 'image' && url !== null) {
    return <Box component="img" src={url} alt="" sx={{ width: 56, height: 56, objectFit: 'cover', borderRadius: 1 }} />
  }
  return (
    <Box aria-hidden sx={{ lineHeight: 0, p: 1 }}>
      {shape === 'audio' ? <HeadphonesOutlined /> : <InsertDriveFileOutlined />}
    </Box>
  )
}

const nameLook = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const

const plateLook = (theme: Theme) =>
  ({
    display: 'flex',
    alignItems: 'center',
    gap: 1.25,
    mt: 1,
    p: 0.75,
    border: `1px solid ${theme.colors.edge}`,
    borderRadius: 1,
    backgroundColor: theme.colors.raised,
    fontSize: '0.9rem',
  }) as const
