import { Box, Typography } from '@mui/material'
import type { ReactNode } from 'react'

/** Nothing to show: why, and what to do next if there is something. */
export function EmptyState(props: {
  icon?: ReactNode
  title: string
  text?: string
  action?: ReactNode
  /** It is all the page says: its title is the page's. */
  page?: boolean
}) {
  return (
    <Box
      sx={{ display: 'grid', justifyItems: 'center', textAlign: 'center', gap: 1, p: 4, m: 'auto', maxWidth: '28rem' }}
    >
      <Box aria-hidden sx={{ color: 'text.secondary', '& svg': { fontSize: 40 } }}>
        {props.icon}
      </Box>
      <Typography variant={props.page ? 'h1' : 'h3'} component={props.page ? 'h1' : 'p'}>
        {props.title}
      </Typography>
      {props.text && <Typography color="textSecondary">{props.text}</Typography>}
      {props.action}
    </Box>
  )
}
