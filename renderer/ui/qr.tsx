import { Box } from '@mui/material'
import { create } from 'qrcode'
import { useMemo } from 'react'
import { qrPath, quietZone } from './qr-rules.ts'

/** Black on white whatever the theme: a camera reads it. `alt` says what it is for. */
export function Qr({ text, alt }: { text: string; alt: string }) {
  const { path, side } = useMemo(() => {
    const { modules } = create(text, { errorCorrectionLevel: 'L' })
    return { path: qrPath(modules), side: modules.size + 2 * quietZone }
  }, [text])
  return (
    <Box
      component="svg"
      role="img"
      aria-label={alt}
      viewBox={`0 0 ${side} ${side}`}
      shapeRendering="crispEdges"
      sx={{ width: 'min(100%, 18rem)', height: 'auto', borderRadius: 1, display: 'block' }}
    >
      <rect width={side} height={side} fill="#ffffff" />
      <path d={path} fill="#000000" />
    </Box>
  )
}
