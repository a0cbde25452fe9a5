import { Avatar as MuiAvatar } from '@mui/material'

/** First letters of the first and the last word of a name. */
export function initials(name: string): string {
  const words = name.split(/\s+/u).filter((word) => /\p{L}|\p{N}/u.test(word))
  const first = words[0]
  const last = words.length > 1 ? words.at(-1) : undefined
  const letter = (word: string | undefined) => word?.match(/\p{L}|\p{N}/u)?.[0]?.toLocaleUpperCase() ?? ''
  return letter(first) + letter(last) || '·'
}

/** A person as initials. Decorative: the name stands beside it. */
export function Avatar(props: { name: string; size?: number }) {
  const size = props.size ?? 40
  return (
    <MuiAvatar
      aria-hidden
      sx={(theme) => ({
        width: size,
        height: size,
        fontSize: size * 0.4,
        fontWeight: 700,
        bgcolor: theme.colors.accentSoft,
        color: theme.colors.accent,
        ...(theme.colors.canvas === '#000000' && { border: `1px solid ${theme.colors.accent}` }),
      })}
    >
      {initials(props.name)}
    </MuiAvatar>
  )
}
