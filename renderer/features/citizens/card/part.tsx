import { Paper, Typography } from '@mui/material'
import { type ReactNode, useId } from 'react'

/** One matter of a card under its title. */
export function Part(props: { title: string; children: ReactNode }) {
  const title = useId()
  return (
    <Paper
      variant="outlined"
      component="section"
      aria-labelledby={title}
      sx={{ p: 2, display: 'grid', gap: 1.25, gridTemplateColumns: 'minmax(0, 1fr)' }}
    >
      <Typography id={title} variant="h3">
        {props.title}
      </Typography>
      {props.children}
    </Paper>
  )
}
