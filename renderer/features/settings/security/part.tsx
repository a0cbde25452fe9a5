import { Paper, Typography } from '@mui/material'
import { type ReactNode, useId } from 'react'

/** One matter of a tab, with its name. */
export function Part(props: { title: string; children: ReactNode }) {
  const id = useId()
  return (
    <Paper component="section" variant="outlined" aria-labelledby={id} sx={{ p: 3, display: 'grid', gap: 2 }}>
      <Typography variant="h2" id={id}>
        {props.title}
      </Typography>
      {props.children}
    </Paper>
  )
}
