import { type RefObject, useEffect, useState } from 'react'
import type { Misunderstood } from '../../../../contract/intents.ts'
import { useShortcut } from '../../../ui/shortcuts.tsx'

type Needs = {
  readonly items: readonly Misunderstood[]
  readonly box: RefObject<HTMLElement | null>
  readonly teach: (item: Misunderstood, intent: string) => void
  readonly dismiss: (item: Misunderstood) => void
  readonly enabled: boolean
}

/** J and K go through the list, 1 to 3 teach a guess, X puts aside; the next entry then has the focus. */
export function useListKeys({ items, box, teach, dismiss, enabled }: Needs) {
  const [at, setAt] = useState<string | null>(null)
  const [following, setFollowing] = useState(false)
  const index = items.findIndex(({ id }) => id === at)
  const reached = items[index]?.id ?? items[0]?.id
  const focus = (id: string | undefined) => {
    if (id === undefined) return
    setAt(id)
    box.current?.querySelector<HTMLElement>(`[data-entry="${id}"]`)?.focus()
  }
  const after = (act: (item: Misunderstood) => void) => () => {
    const item = items[index]
    if (item === undefined) return
    setAt((items[index + 1] ?? items[index - 1])?.id ?? null)
    setFollowing(true)
    act(item)
  }
  const guess = (n: number) => {
    const intent = items[index]?.guesses[n]?.intent
    if (intent !== undefined) after((item) => teach(item, intent))()
  }
  useShortcut('inbox.next', () => focus(index < 0 ? items[0]?.id : items[Math.min(index + 1, items.length - 1)]?.id))
  useShortcut('inbox.previous', () => focus(items[Math.max(index - 1, 0)]?.id))
  useShortcut('assistant.first', () => guess(0), enabled)
  useShortcut('assistant.second', () => guess(1), enabled)
  useShortcut('assistant.third', () => guess(2), enabled)
  useShortcut('assistant.dismiss', after(dismiss), enabled)
  useEffect(() => {
    if (!following || at === null) return
    setFollowing(false)
    box.current?.querySelector<HTMLElement>(`[data-entry="${at}"]`)?.focus()
  }, [following, at, box])
  return { reached, setAt }
}
