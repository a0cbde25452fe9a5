import BadgeOutlined from '@mui/icons-material/BadgeOutlined'
import DownloadOutlined from '@mui/icons-material/DownloadOutlined'
import ErrorOutlined from '@mui/icons-material/ErrorOutlined'
import HourglassBottom from '@mui/icons-material/HourglassBottom'
import InsertDriveFileOutlined from '@mui/icons-material/InsertDriveFileOutlined'
import VisibilityOutlined from '@mui/icons-material/VisibilityOutlined'
import { Box, Button, ButtonBase, Skeleton } from '@mui/material'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Media, Message } from '../../../../contract/inbox.ts'
import { useFormat } from '../../../i18n/format.ts'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { useMediaUrl, useSeen } from '../../../ui/media-url.ts'
import { MediaViewer } from '../../../ui/media-viewer.tsx'
import { oneLine } from '../queue/rules.ts'
import { mediaShape } from './rules.ts'

type Item = { readonly media: Media; readonly message: Message; readonly who: string }

/** What came with a message: shown when it is safe to show, offered as a download when not, explained when lost. */
export function MediaItem(props: Item) {
  const { media, message } = props
  const { t } = useTranslation('inbox')
  if (media.state === 'pending') {
    return <Plate icon={<HourglassBottom />} title={t(`kinds.${message.kind}`)} text={t('media.pending')} />
  }
  if (media.state === 'failed') {
    const text = media.reason === null ? t('media.failed') : t(`media.reasons.${media.reason}`)
    return <Plate icon={<ErrorOutlined />} title={`${t(`kinds.${message.kind}`)}: ${t('media.failed')}`} text={text} />
  }
  switch (mediaShape(media.mime)) {
    case 'image':
      return media.identity ? <Covered {...props} /> : <Picture {...props} />
    case 'audio':
      return <Sound {...props} />
    case 'video':
      return <Film {...props} />
    case 'file':
      return <FileItem {...props} />
  }
}

/** Asked for only when somebody wants to see it: the station writes down who did. */
function Covered(props: Item) {
  const { t } = useTranslation('inbox')
  const [revealed, setRevealed] = useState(false)
  if (revealed) return <Picture {...props} />
  return (
    <Box sx={{ display: 'grid', gap: 1, justifyItems: 'start' }}>
      <Box
        aria-hidden
        sx={(theme) => ({
          width: 260,
          maxWidth: '100%',
          height: 120,
          borderRadius: 1,
          border: `1px solid ${theme.colors.line}`,
          background: `repeating-linear-gradient(135deg, ${theme.colors.canvas} 0 12px, ${theme.colors.line} 12px 24px)`,
          filter: 'blur(6px)',
        })}
      />
      <Plate icon={<BadgeOutlined />} title={t('media.identity')} text={t('media.identityText')} />
      <Button
        size="small"
        variant="outlined"
        color="inherit"
        startIcon={<VisibilityOutlined />}
        onClick={() => setRevealed(true)}
      >
        {t('media.reveal')}
      </Button>
    </Box>
  )
}

function Plate(props: { icon: React.ReactNode; title: string; text: string }) {
  return (
    <Box sx={{ display: 'flex', gap: 1, alignItems: 'start', fontSize: '0.9rem', maxWidth: '26rem' }}>
      <Box aria-hidden sx={{ lineHeight: 0, pt: 0.25 }}>
        {props.icon}
      </Box>
      <Box>
        <Box sx={{ fontWeight: 700 }}>{props.title}</Box>
        {props.text}
      </Box>
    </Box>
  )
}

function Picture(props: Item) {
  const { media, message, who } = props
  const { t } = useTranslation('inbox')
  const [ref, seen] = useSeen()
  const { url, error, retry } = useMediaUrl(media.id, seen)
  const [open, setOpen] = useState(false)
  const sticker = message.kind === 'sticker'
  const size = sticker ? 128 : 260
  const what = sticker ? t('media.sticker') : t('media.photoBy', { name: who })
  if (error) return <ErrorNotice error={error} retry={retry} />
  return (
    <Box ref={ref} sx={{ minHeight: sticker ? 96 : 140 }}>
      {url === null ? (
        <Skeleton
          variant="rounded"
          width={size}
          height={sticker ? 128 : 180}
          role="img"
          aria-label={t('media.loading')}
        />
      ) : (
        <ButtonBase
          onClick={() => setOpen(true)}
          aria-label={t('media.open', { what })}
          sx={{ borderRadius: 1, cursor: 'zoom-in' }}
        >
          <Box
            component="img"
            src={url}
            alt=""
            sx={{
              display: 'block',
              maxWidth: '100%',
              width: size,
              maxHeight: 320,
              objectFit: 'contain',
              borderRadius: 1,
            }}
          />
        </ButtonBase>
      )}
      {open && url !== null && <MediaViewer url={url} title={what} onClose={() => setOpen(false)} />}
    </Box>
  )
}

function Sound(props: Item) {
  const { t } = useTranslation('inbox')
  const [ref, seen] = useSeen()
  const { url, error, retry } = useMediaUrl(props.media.id, seen)
  if (error) return <ErrorNotice error={error} retry={retry} />
  return (
    <Box ref={ref} sx={{ minHeight: 54, width: 300, maxWidth: '100%' }}>
      {url === null ? (
        <Skeleton variant="rounded" height={48} role="img" aria-label={t('media.loading')} />
      ) : (
        <Box
          component="audio"
          controls
          preload="metadata"
          src={url}
          aria-label={t('kinds.audio')}
          sx={{ width: '100%', display: 'block' }}
        />
      )}
    </Box>
  )
}

function Film(props: Item) {
  const { t } = useTranslation('inbox')
  const [wanted, setWanted] = useState(false)
  const { url, error, retry } = useMediaUrl(props.media.id, wanted)
  if (error) return <ErrorNotice error={error} retry={retry} />
  if (url !== null) {
    return (
      <Box
        component="video"
        controls
        src={url}
        aria-label={t('kinds.video')}
        sx={{ width: 280, maxWidth: '100%', display: 'block' }}
      />
    )
  }
  return (
    <Button variant="outlined" color="inherit" loading={wanted} onClick={() => setWanted(true)}>
      {t('media.play', { what: t('kinds.video').toLowerCase() })}
    </Button>
  )
}

/** A document is never drawn here: it is saved, and opened by the program the person trusts with it. */
function FileItem(props: Item) {
  const { media, message } = props
  const { t } = useTranslation('inbox')
  const format = useFormat()
  const [wanted, setWanted] = useState(false)
  const { url, error, retry } = useMediaUrl(media.id, wanted)
  const name = oneLine(media.fileName ?? '') || t(`kinds.${message.kind}`)
  return (
    <Box sx={{ display: 'grid', gap: 1, justifyItems: 'start' }}>
      <Plate icon={<InsertDriveFileOutlined />} title={name} text={format.bytes(media.bytes)} />
      {url === null ? (
        <Button
          size="small"
          variant="outlined"
          color="inherit"
          startIcon={<DownloadOutlined />}
          loading={wanted && !error}
          onClick={() => setWanted(true)}
        >
          {t('media.download', { what: name })}
        </Button>
      ) : (
        <Saved url={url} name={name} />
      )}
      <ErrorNotice error={error} retry={retry} />
    </Box>
  )
}

/** The bytes arrived: the download starts by itself once, and stays at hand. */
function Saved(props: { url: string; name: string }) {
  const { t } = useTranslation('inbox')
  const [started, setStarted] = useState(false)
  return (
    <Button
      component="a"
      size="small"
      variant="outlined"
      color="inherit"
      startIcon={<DownloadOutlined />}
      href={props.url}
      download={props.name}
      ref={(link: HTMLAnchorElement | null) => {
        if (link === null || started) return
        setStarted(true)
        link.click()
      }}
    >
      {t('media.download', { what: props.name })}
    </Button>
  )
}
