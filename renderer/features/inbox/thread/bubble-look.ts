import type { Theme } from '@mui/material'
import type { Paper } from '../../../theme.ts'
import type { Speaker } from './rules.ts'

const common = {
  position: 'relative',
  scrollMargin: 24,
  paddingInline: 1.5,
  paddingBlock: 0.75,
  '&:hover .quote-button, &:focus-within .quote-button': { opacity: 1 },
} as const

export function bubbleLook(theme: Theme, who: Speaker) {
  const paper = paperOf(theme, who)
  const left = who === 'citizen'
  return {
    ...common,
    alignSelf: left ? 'flex-start' : 'flex-end',
    maxWidth: 'min(85%, 40rem)',
    backgroundColor: paper.fill,
    color: paper.text,
    border: `1px ${who === 'assistant' ? 'dashed' : 'solid'} ${paper.line}`,
    borderRadius: 1,
    ...(left ? { borderTopLeftRadius: 2 } : { borderTopRightRadius: 2 }),
    ...(who === 'operator' && { borderInlineEnd: `4px solid ${theme.colors.accent}` }),
    '&:focus-visible': { outline: `3px solid ${theme.colors.focus}`, outlineOffset: 1 },
  } as const
}

/** It never left: the outline of a message. */
export const withdrawnLook = (theme: Theme) =>
  ({
    backgroundColor: 'transparent',
    color: theme.colors.quiet,
    borderStyle: 'dotted',
    borderColor: theme.colors.edge,
  }) as const

export function stripLook(theme: Theme) {
  const { note } = theme.colors
  return {
    ...common,
    alignSelf: 'stretch',
    marginInline: -2,
    paddingInline: 2,
    paddingBlock: 1,
    backgroundColor: note.fill,
    color: note.text,
    borderBlock: `1px solid ${note.line}`,
    '&:focus-visible': { outline: `3px solid ${theme.colors.focus}`, outlineOffset: -3 },
  } as const
}

function paperOf(theme: Theme, who: Speaker): Paper {
  switch (who) {
    case 'citizen':
      return theme.colors.citizen
    case 'assistant':
      return theme.colors.bot
    case 'operator':
    case 'phone':
    case 'system':
      return theme.colors.operator
    case 'note':
      return theme.colors.note
  }
}
