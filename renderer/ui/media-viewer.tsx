import Close from '@mui/icons-material/Close'
import FitScreen from '@mui/icons-material/FitScreen'
import ZoomIn from '@mui/icons-material/ZoomIn'
import ZoomOut from '@mui/icons-material/ZoomOut'
import { Box, Dialog, IconButton, Typography } from '@mui/material'
import { type KeyboardEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/format.ts'

const zooms = [1, 1.5, 2, 3, 4, 6] as const

/** A picture over the whole window: zoom by button or key, move by scrolling or arrows. */
export function MediaViewer(props: { url: string; title: string; onClose: () => void }) {
  const { t } = useTranslation('inbox')
  const { t: common } = useTranslation()
  const format = useFormat()
  const title = useId()
  const [zoom, setZoom] = useState(0)
  const factor = zooms[zoom] ?? 1
  const change = (steps: number) => setZoom((at) => Math.min(zooms.length - 1, Math.max(0, at + steps)))
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === '+') change(1)
    if (event.key === '-') change(-1)
    if (event.key === '0') setZoom(0)
  }
  return (
    <Dialog open fullScreen onClose={props.onClose} aria-labelledby={title} onKeyDown={onKeyDown}>
      <Box
        sx={(theme) => ({
          display: 'flex',
          alignItems: 'center',
          gap: 1,
          p: 1,
          borderBottom: `1px solid ${theme.colors.line}`,
        })}
      >
        <Typography
          id={title}
          variant="h3"
          component="h2"
          sx={{ flex: 1, px: 1, overflow: 'hidden', textOverflow: 'ellipsis' }}
        >
          {props.title}
        </Typography>
        <Typography role="status" sx={{ fontVariantNumeric: 'tabular-nums' }}>
          {format.percent(factor)}
        </Typography>
        <IconButton
          onClick={() => change(-1)}
          disabled={zoom === 0}
          aria-label={t('media.zoomOut')}
          aria-keyshortcuts="-"
        >
          <ZoomOut />
        </IconButton>
        <IconButton
          onClick={() => change(1)}
          disabled={zoom === zooms.length - 1}
          aria-label={t('media.zoomIn')}
          aria-keyshortcuts="+"
        >
          <ZoomIn />
        </IconButton>
        <IconButton
          onClick={() => setZoom(0)}
          disabled={zoom === 0}
          aria-label={t('media.zoomReset')}
          aria-keyshortcuts="0"
        >
          <FitScreen />
        </IconButton>
        <IconButton onClick={props.onClose} aria-label={common('close')} autoFocus>
          <Close />
        </IconButton>
      </Box>
      <Box
        tabIndex={0}
        role="region"
        aria-label={props.title}
        sx={{ flex: 1, minHeight: 0, overflow: 'auto', display: 'flex' }}
      >
        <Box
          component="img"
          src={props.url}
          alt=""
          onDoubleClick={() => setZoom(zoom === 0 ? 2 : 0)}
          style={{ width: `${factor * 100}%`, height: `${factor * 100}%` }}
          sx={{ objectFit: 'contain', flexShrink: 0, m: 'auto' }}
        />
      </Box>
      <Typography variant="caption" color="text.secondary" sx={{ p: 1, textAlign: 'center' }}>
        {t('media.keys')}
      </Typography>
    </Dialog>
  )
}
