import { Box } from '@mui/material'
import { useTranslation } from 'react-i18next'

type KeyName = 'ctrl' | 'alt' | 'shift' | 'enter' | 'escape'
type Part = { readonly name: KeyName } | { readonly text: string }

/** A key in tinykeys' notation as the caps to press: `$mod+k` → Ctrl, K. */
export function keyCaps(key: string): readonly Part[] {
  return key.split(/\b\+/u).map((part): Part => {
    switch (part) {
      case '$mod':
      case 'Control':
        return { name: 'ctrl' }
      case 'Alt':
        return { name: 'alt' }
      case 'Shift':
        return { name: 'shift' }
      case 'Enter':
        return { name: 'enter' }
      case 'Escape':
        return { name: 'escape' }
      default:
        return { text: part.replace(/^(Key|Digit)/u, '').toLocaleUpperCase() }
    }
  })
}

/** The key that does the same, as caps. */
export function KeyHint(props: { keys: string }) {
  const { t } = useTranslation()
  return (
    <Box component="span" sx={{ display: 'inline-flex', gap: 0.5 }}>
      {keyCaps(props.keys).map((part) => {
        const text = 'name' in part ? t(`keys.${part.name}`) : part.text
        return (
          <Box
            key={text}
            component="kbd"
            sx={(theme) => ({
              font: 'inherit',
              fontSize: '0.8rem',
              lineHeight: 1.4,
              color: theme.colors.quiet,
              border: `1px solid ${theme.colors.edge}`,
              borderRadius: 0.5,
              paddingInline: 0.75,
              minWidth: 20,
              textAlign: 'center',
            })}
          >
            {text}
          </Box>
        )
      })}
    </Box>
  )
}
