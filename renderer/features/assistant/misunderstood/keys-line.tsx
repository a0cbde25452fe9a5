import { Box } from '@mui/material'
import { useTranslation } from 'react-i18next'
import { KeyHint } from '../../../ui/key-hint.tsx'
import { type ShortcutAction, useShortcuts } from '../../../ui/shortcuts.tsx'

const shown = [
  { name: 'move', actions: ['inbox.next', 'inbox.previous'] },
  { name: 'teach', actions: ['assistant.first', 'assistant.second', 'assistant.third'] },
  { name: 'dismiss', actions: ['assistant.dismiss'] },
] as const satisfies readonly { readonly name: string; readonly actions: readonly ShortcutAction[] }[]

/** The keys of the list; nothing when the operator turned them off. */
export function KeysLine() {
  const { t } = useTranslation('assistant')
  const { keys, on } = useShortcuts()
  if (!on) return null
  return (
    <Box
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        columnGap: 2.5,
        rowGap: 0.5,
        fontSize: '0.875rem',
        color: 'text.secondary',
      }}
    >
      {shown.map(({ name, actions }) => {
        const caps = actions.flatMap((action) => keys[action] ?? [])
        if (caps.length === 0) return null
        return (
          <Box key={name} component="span" sx={{ display: 'inline-flex', gap: 0.5, alignItems: 'center' }}>
            {caps.map((key) => (
              <KeyHint key={key} keys={key} />
            ))}
            {t(`misunderstood.keys.${name}`)}
          </Box>
        )
      })}
    </Box>
  )
}
