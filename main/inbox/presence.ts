import type { Clock } from '../station/needs.ts'

export type Typing = {
  readonly conversationId: string
  readonly operator: { readonly id: string; readonly name: string }
  /** Epoch milliseconds; without another keystroke the operator has stopped by then. */
  readonly until: number
}

const typingLasts = 6000

/** Who is writing now. Nothing of it is stored. */
export function presence(needs: { readonly clock: Clock }) {
  const listeners = new Set<(typing: Typing) => void>()
  return {
    type(conversationId: string, operator: { readonly id: string; readonly name: string }): void {
      const typing = {
        conversationId,
        operator: { id: operator.id, name: operator.name },
        until: needs.clock.now() + typingLasts,
      }
      for (const listener of listeners) listener(typing)
    },
    /** Returns how to stop. */
    watch(listener: (typing: Typing) => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

export type Presence = ReturnType<typeof presence>
