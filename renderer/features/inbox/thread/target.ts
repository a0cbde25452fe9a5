import { useEffect, useState } from 'react'
import { bubbleId } from './bubble.tsx'
import type { Thread } from './rules.ts'

type Loading = {
  readonly thread: Thread
  readonly loadOlder: () => void
  readonly loadingOlder: boolean
  readonly olderFailed: unknown
}

/** Goes to the message a search pointed at, loading older pages until it is there. */
export function useTargetMessage(
  target: { readonly seq: number } | null,
  loading: Loading,
  setActive: (messageId: string) => void,
): void {
  const [reached, setReached] = useState<typeof target>(null)
  const { thread, loadOlder, loadingOlder, olderFailed } = loading
  useEffect(() => {
    if (target === null || target === reached || olderFailed) return
    const oldest = thread.messages[0]
    if (oldest !== undefined && oldest.seq > target.seq && thread.older !== null) {
      if (!loadingOlder) loadOlder()
      return
    }
    setReached(target)
    const message = thread.messages.find(({ seq }) => seq >= target.seq)
    if (message === undefined) return
    setActive(message.id)
    goToMessage(message.id)
  }, [target, reached, thread, loadOlder, loadingOlder, olderFailed, setActive])
}

/** Brings a message that is on the page to the middle and gives it the focus. */
export function goToMessage(messageId: string): void {
  requestAnimationFrame(() => {
    const bubble = document.getElementById(bubbleId(messageId))
    bubble?.scrollIntoView({ block: 'center' })
    bubble?.focus({ preventScroll: true })
  })
}
