import { Box, Typography } from '@mui/material'
import type { ReactNode } from 'react'

/** Title of a page, one sentence on what it is for, and its main actions. */
export function PageHeader(props: { title: string; text?: string; actions?: ReactNode }) {
  return (
    <Box component="header" sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'start', gap: 2, mb: 3 }}>
      <Box sx={{ flex: '1 1 20rem' }}>
        <Typography variant="h1">{props.title}</Typography>
        {props.text && (
          <Typography color="textSecondary" sx={{ mt: 0.5, maxWidth: '44rem' }}>
            {props.text}
          </Typography>
        )}
      </Box>
      {props.actions}
    </Box>
  )
}
