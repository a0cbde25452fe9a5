import { useEffect, useRef } from 'react'
import { type ShortcutAction, useShortcuts } from '../../ui/shortcuts.tsx'

/** Keys of the inbox that are not in the common map; they go off with all the others. */
export const ownKeys = { release: 'u', bot: 'b', card: 'i' } as const
export type OwnAction = keyof typeof ownKeys

export type HelpRow =
  | {
      readonly text: 'next' | 'previous' | 'open' | 'claim' | 'reply' | 'note' | 'canned' | 'snooze' | 'resolve'
      readonly action: ShortcutAction
    }
  | { readonly text: 'search' | 'help' | 'switchOperator' | 'lock'; readonly action: ShortcutAction }
  | { readonly text: OwnAction; readonly key: string }
  | { readonly text: 'send' | 'undo' | 'leave'; readonly key: string }

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
  { text: 'release', key: ownKeys.release },
  { text: 'bot', key: ownKeys.bot },
  { text: 'card', key: ownKeys.card },
  { text: 'search', action: 'search' },
  { text: 'switchOperator', action: 'switchOperator' },
  { text: 'lock', action: 'lock' },
  { text: 'help', action: 'help' },
]

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'metaKey' | 'shiftKey' | 'repeat' | 'isComposing'>

/** Whether a plain letter was pressed once, by itself. */
export function isPlainPress(pressed: Pressed, key: string): boolean {
  const alone = !pressed.ctrlKey && !pressed.altKey && !pressed.metaKey && !pressed.shiftKey
  return alone && !pressed.repeat && !pressed.isComposing && pressed.key.toLowerCase() === key
}

export function useOwnKey(action: OwnAction, handler: () => void, enabled: boolean): void {
  const { on } = useShortcuts()
  const latest = useRef(handler)
  useEffect(() => {
    latest.current = handler
  })
  useEffect(() => {
    if (!on || !enabled) return
    const pressed = (event: KeyboardEvent) => {
      if (event.defaultPrevented || inField(event.target) || !isPlainPress(event, ownKeys[action])) return
      event.preventDefault()
      latest.current()
    }
    window.addEventListener('keydown', pressed)
    return () => window.removeEventListener('keydown', pressed)
  }, [action, on, enabled])
}

function inField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return (
    target.isContentEditable ||
    target.closest('input, textarea, select, [role="dialog"], [role="menu"], [role="listbox"]') !== null
  )
}
