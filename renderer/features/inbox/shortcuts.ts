import type { ShortcutAction } from '../../ui/shortcuts.tsx'

/** `action`: a key the operator may have changed. `key`: one that belongs to the field and does not change. */
export type HelpRow =
  | { readonly text: Exclude<HelpText, FixedText>; readonly action: ShortcutAction }
  | { readonly text: FixedText; readonly key: string }

type FixedText = 'send' | 'undo' | 'leave'
type HelpText =
  | 'next'
  | 'previous'
  | 'open'
  | 'claim'
  | 'reply'
  | 'note'
  | 'canned'
  | 'snooze'
  | 'resolve'
  | 'release'
  | 'bot'
  | 'card'
  | 'search'
  | 'switchOperator'
  | 'lock'
  | 'help'
  | FixedText

/** What the help lists, in the order of a day's work. */
export const helpRows: readonly HelpRow[] = [
  { text: 'next', action: 'inbox.next' },
  { text: 'previous', action: 'inbox.previous' },
  { text: 'open', action: 'inbox.open' },
  { text: 'claim', action: 'inbox.claim' },
  { text: 'reply', action: 'inbox.reply' },
  { text: 'note', action: 'inbox.note' },
  { text: 'canned', action: 'inbox.canned' },
  { text: 'send', key: 'Control+Enter' },
  { text: 'undo', key: 'Control+z' },
  { text: 'leave', key: 'Escape' },
  { text: 'snooze', action: 'inbox.snooze' },
  { text: 'resolve', action: 'inbox.resolve' },
  { text: 'release', action: 'inbox.release' },
  { text: 'bot', action: 'inbox.bot' },
  { text: 'card', action: 'inbox.card' },
  { text: 'search', action: 'search' },
  { text: 'switchOperator', action: 'switchOperator' },
  { text: 'lock', action: 'lock' },
  { text: 'help', action: 'help' },
]
