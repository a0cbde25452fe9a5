import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react'
import { tinykeys } from 'tinykeys'

/** Every key of the console: what it does and what it is unless the operator changed it (notation of tinykeys). */
export const defaultKeys = {
  'inbox.next': 'j',
  'inbox.previous': 'k',
  'inbox.open': 'Enter',
  'inbox.claim': 'a',
  'inbox.reply': 'r',
  'inbox.note': 'n',
  'inbox.snooze': 's',
  'inbox.resolve': 'e',
  'inbox.canned': '/',
  'inbox.release': 'u',
  'inbox.bot': 'b',
  'inbox.card': 'i',
  'assistant.first': '1',
  'assistant.second': '2',
  'assistant.third': '3',
  'assistant.dismiss': 'x',
  search: '$mod+k',
  help: '?',
  switchOperator: 'Alt+KeyU',
  lock: 'Alt+KeyL',
} as const

export type ShortcutAction = keyof typeof defaultKeys

export const isShortcutAction = (text: string): text is ShortcutAction => Object.hasOwn(defaultKeys, text)

export const shortcutActions: readonly ShortcutAction[] = Object.keys(defaultKeys).filter(isShortcutAction)

/** `null`: the operator turned that key off. */
export type Keys = { readonly [A in ShortcutAction]: string | null }

export type Shortcuts = {
  readonly keys: Keys
  /** False: the operator turned every key off. */
  readonly on: boolean
  /** Keys do nothing for now: the session is locked. */
  readonly suspended: boolean
  readonly setKey: (action: ShortcutAction, key: string | null) => void
  readonly setOn: (on: boolean) => void
  readonly reset: () => void
}

const ShortcutContext = createContext<Shortcuts | null>(null)

export function useShortcuts(): Shortcuts {
  const shortcuts = useContext(ShortcutContext)
  if (shortcuts === null) throw new Error('useShortcuts needs a ShortcutProvider above it')
  return shortcuts
}

type Saved = { readonly on: boolean; readonly keys: Partial<Keys> }

/** The keys of one operator, kept on this computer. */
export function ShortcutProvider(props: {
  operatorId: string
  storage: Storage
  suspended?: boolean
  children: ReactNode
}) {
  const place = `ventanilla.keys.${props.operatorId}`
  const [saved, setSaved] = useState<Saved>(() => readSaved(props.storage.getItem(place)))
  const save = useCallback(
    (next: Saved) => {
      props.storage.setItem(place, JSON.stringify(next))
      setSaved(next)
    },
    [place, props.storage],
  )
  const shortcuts = useMemo<Shortcuts>(
    () => ({
      keys: { ...defaultKeys, ...saved.keys },
      on: saved.on,
      suspended: props.suspended ?? false,
      setKey: (action, key) => save({ ...saved, keys: { ...saved.keys, [action]: key } }),
      setOn: (on) => save({ ...saved, on }),
      reset: () => save({ on: true, keys: {} }),
    }),
    [saved, save, props.suspended],
  )
  return <ShortcutContext value={shortcuts}>{props.children}</ShortcutContext>
}

/** What a storage held, as far as it can be believed. */
export function readSaved(text: string | null): Saved {
  const nothing: Saved = { on: true, keys: {} }
  try {
    const value: unknown = JSON.parse(text ?? 'null')
    if (typeof value !== 'object' || value === null) return nothing
    const found = 'keys' in value && typeof value.keys === 'object' && value.keys !== null ? value.keys : {}
    const keys = Object.entries(found).filter(
      ([action, key]) => Object.hasOwn(defaultKeys, action) && (key === null || typeof key === 'string'),
    )
    return { on: !('on' in value) || value.on !== false, keys: Object.fromEntries(keys) }
  } catch {
    return nothing
  }
}

/**
 * Runs `handler` when the key of `action` is pressed. A key without Ctrl, Alt or Meta is for the page, not for
 * writing: it does nothing inside a field or a dialog.
 */
export function useShortcut(action: ShortcutAction, handler: (event: KeyboardEvent) => void, enabled = true): void {
  const { keys, on, suspended } = useShortcuts()
  const key = keys[action]
  const latest = useRef(handler)
  useEffect(() => {
    latest.current = handler
  })
  useEffect(() => {
    if (!on || suspended || !enabled || key === null) return
    const plain = !/(\$mod|Control|Alt|Meta)\+/.test(key)
    const run = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || (plain && belongsTo(event.target, key))) return
      latest.current(event)
    }
    return tinykeys(window, Object.fromEntries(spellings(key).map((spelling) => [spelling, run])))
  }, [key, on, suspended, enabled])
}

/** A sign such as `?` or `/` needs Shift on some keyboards; a letter must come without it. */
const spellings = (key: string) => (key.length === 1 && !/[\p{L}\d]/u.test(key) ? [key, `Shift+${key}`] : [key])

/** Whether what has the focus makes its own use of `key`. */
function belongsTo(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.closest('[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]')) return true
  if (key === 'Enter' && target.closest('a, button, [role="button"], [role="tab"], [role="menuitem"]')) return true
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)
}

type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'altKey' | 'metaKey'>

/** What was pressed, in tinykeys' notation; null for a modifier alone and for keys that move or close. */
export function keyOf(pressed: Pressed): string | null {
  if (/^(Shift|Control|Alt|AltGraph|Meta|Tab|Escape|Dead|Arrow.*|Unidentified)$/.test(pressed.key)) return null
  if (pressed.ctrlKey || pressed.metaKey) return `$mod+${pressed.key.toLowerCase()}`
  if (pressed.altKey) return `Alt+${pressed.code}`
  return pressed.key.length === 1 ? pressed.key.toLowerCase() : pressed.key
}
