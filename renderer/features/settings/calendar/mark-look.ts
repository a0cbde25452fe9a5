import type { Theme } from '@mui/material'
import type { MarkKind } from './rules.ts'

/** How a day that differs looks; its letter says the same as its colour. */
export function markLook(theme: Theme, kind: MarkKind | null) {
  const { colors } = theme
  switch (kind) {
    case 'national':
    case 'regional':
      return { backgroundColor: colors.operator.fill, color: colors.operator.text, borderColor: colors.operator.line }
    case 'feast':
      return { backgroundColor: colors.note.fill, color: colors.note.text, borderColor: colors.note.line }
    case 'closure':
      return { backgroundColor: colors.bad, color: colors.onStatus, borderColor: colors.bad }
    case 'half_day':
    case 'opening':
      return { backgroundColor: colors.bot.fill, color: colors.bot.text, borderColor: colors.bot.line }
    case 'timetable':
    case null:
      return { backgroundColor: 'transparent', color: colors.text, borderColor: 'transparent' }
  }
}
