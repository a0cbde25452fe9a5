import { Box, ButtonBase, Skeleton } from '@mui/material'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { useMediaUrl } from '../../ui/media-url.ts'
import { MediaViewer } from '../../ui/media-viewer.tsx'

/** A stored picture, small. */
export function Photo(props: { id: string; size: number; alt: string }) {
  const { url } = useMediaUrl(props.id, true)
  const { size } = props
  if (url === null) return <Skeleton variant="rounded" width={size} height={size} />
  return (
    <Box
      component="img"
      src={url}
      alt={props.alt}
      sx={{ display: 'block', width: size, height: size, objectFit: 'cover', borderRadius: 1 }}
    />
  )
}

/** A stored picture that opens over the whole window. */
export function OpenablePhoto(props: { id: string; title: string }) {
  const { t } = useTranslation('inbox')
  const { url, error, retry } = useMediaUrl(props.id, true)
  const [open, setOpen] = useState(false)
  if (error) return <ErrorNotice error={error} retry={retry} />
  if (url === null) return <Skeleton variant="rounded" width={160} height={160} />
  return (
    <>
      <ButtonBase
        onClick={() => setOpen(true)}
        aria-label={t('media.open', { what: props.title })}
        sx={{ borderRadius: 1, cursor: 'zoom-in' }}
      >
        <Photo id={props.id} size={160} alt="" />
      </ButtonBase>
      {open && <MediaViewer url={url} title={props.title} onClose={() => setOpen(false)} />}
    </>
  )
}
