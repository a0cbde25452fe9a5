import { Box } from '@mui/material'
import type { ReactNode } from 'react'

/** A part of the step panel under its title. */
export function Section(props: { title: string; children: ReactNode }) {
  return (
    <Box component="section" aria-label={props.title} sx={{ display: 'grid', gap: 1.5 }}>
      <Box component="h3" sx={{ m: 0, fontSize: '1rem' }}>
        {props.title}
      </Box>
      {props.children}
    </Box>
  )
}
