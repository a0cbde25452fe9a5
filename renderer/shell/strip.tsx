import { Box } from '@mui/material'
import type { ReactNode } from 'react'

/** A line across the whole console. */
export function Strip(props: { tone: 'note' | 'bad'; icon: ReactNode; children: ReactNode }) {
  return (
    <Box
      component="p"
      sx={(theme) => ({
        m: 0,
        display: 'flex',
        alignItems: 'center',
        justifyContent: 'center',
        gap: 1,
        px: 2,
        py: 0.5,
        fontSize: '0.875rem',
        ...(props.tone === 'note'
          ? { backgroundColor: theme.colors.note.fill, color: theme.colors.note.text }
          : { backgroundColor: theme.colors.bad, color: theme.colors.onStatus }),
      })}
    >
      {props.icon}
      <span>{props.children}</span>
    </Box>
  )
}
