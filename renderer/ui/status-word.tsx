import { Box, type SxProps, type Theme } from '@mui/material'
import type { ReactNode } from 'react'

export type Tone = 'neutral' | 'good' | 'warn' | 'bad' | 'info' | 'accent'

/** A state as icon and word; its colour only repeats what the word says. */
export function StatusWord(props: {
  icon: ReactNode
  children: ReactNode
  tone?: Tone
  chip?: boolean
  sx?: SxProps<Theme>
}) {
  const tone = props.tone ?? 'neutral'
  return (
    <Box
      component="span"
      sx={[
        (theme) => ({
          display: 'inline-flex',
          verticalAlign: 'middle',
          alignItems: 'center',
          gap: 0.5,
          color: tone === 'neutral' ? theme.colors.quiet : theme.colors[tone],
          fontSize: '0.875rem',
          fontWeight: tone === 'neutral' ? 400 : 700,
          '& svg': { fontSize: '1.15em', flexShrink: 0 },
          ...(props.chip && {
            border: `1px solid ${theme.colors.line}`,
            borderRadius: 99,
            paddingInline: 1.25,
            minHeight: 32,
            backgroundColor: theme.colors.raised,
          }),
        }),
        ...(Array.isArray(props.sx) ? props.sx : [props.sx]),
      ]}
    >
      {props.icon}
      <span>{props.children}</span>
    </Box>
  )
}
