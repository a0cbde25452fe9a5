import { Box } from '@mui/material'
import { createContext, type ReactNode, useCallback, useContext, useEffect, useRef, useState } from 'react'

/** What is said within this time is said together. */
const batchMs = 1_000

const AnnouncerContext = createContext<(text: string) => void>(() => undefined)

/** Says `text` to screen readers, politely and together with what else happens in that second. */
export const useAnnounce = () => useContext(AnnouncerContext)

export const visuallyHidden = {
  position: 'absolute',
  width: '1px',
  height: '1px',
  overflow: 'hidden',
  clipPath: 'inset(50%)',
  whiteSpace: 'nowrap',
} as const

export function AnnouncerProvider(props: { children: ReactNode }) {
  const [said, setSaid] = useState('')
  const waiting = useRef<string[]>([])
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  const announce = useCallback((text: string) => {
    if (!waiting.current.includes(text)) waiting.current.push(text)
    timer.current ??= setTimeout(() => {
      timer.current = undefined
      setSaid(waiting.current.join('. '))
      waiting.current = []
    }, batchMs)
  }, [])

  useEffect(() => () => clearTimeout(timer.current), [])

  return (
    <AnnouncerContext value={announce}>
      {props.children}
      <Box role="status" aria-live="polite" sx={visuallyHidden}>
        {said}
      </Box>
    </AnnouncerContext>
  )
}
