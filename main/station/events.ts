import type { ConsoleEvent } from '../../contract/events.ts'
import type { Presence, Typing } from '../inbox/presence.ts'
import type { RecordedChange, Store } from '../store/store.ts'

/** How many changes are read at once. */
const page = 500

function toEvent({ kind, seq, conversationId, objectId, inbound = false }: RecordedChange): ConsoleEvent | null {
  switch (kind) {
    case 'conversation':
      return conversationId ? { kind, seq, conversationId } : null
    case 'message':
      return conversationId && objectId ? { kind, seq, conversationId, messageId: objectId, inbound } : null
    case 'line':
      return { kind, seq, lineId: objectId ?? '' }
    case 'settings':
    case 'operators':
    case 'assistant':
    case 'reports':
    case 'appointments':
    case 'citizens':
    case 'consents':
    case 'privacy':
    case 'broadcasts':
      return { kind, seq }
  }
}

/** Lets one reader sleep until somebody rings. A ring while awake is not lost. */
function doorbell() {
  let rung = false
  let answer: (() => void) | null = null
  return {
    ring(): void {
      rung = true
      answer?.()
    },
    async heard(): Promise<void> {
      if (!rung) {
        await new Promise<void>((resolve) => {
          answer = resolve
        })
      }
      answer = null
      rung = false
    },
  }
}

/** Everything in the feed after `since`, in order; `reset` when the feed no longer reaches that far back. */
async function* catchUp({ changes }: Store, since: number): AsyncGenerator<ConsoleEvent, number, undefined> {
  let seq = since
  for (;;) {
    const next = await changes.after(seq, page)
    if (next === null) {
      seq = await changes.latest()
      yield { kind: 'reset', seq }
      return seq
    }
    for (const change of next) {
      seq = change.seq
      const event = toEvent(change)
      if (event) yield event
    }
    if (next.length < page) return seq
  }
}

/**
 * What one console hears, from `since` on (from now without it): the change feed, and who is writing. Ends when
 * `signal` aborts.
 */
export async function* consoleEvents(
  { store, presence }: { readonly store: Store; readonly presence: Presence },
  since: number | undefined,
  signal: AbortSignal,
): AsyncGenerator<ConsoleEvent, void, undefined> {
  const bell = doorbell()
  // Who writes where, once each: a console that is slow to listen hears the latest and nothing piles up.
  const typings = new Map<string, Typing>()
  const stopWatching = store.changes.watch(bell.ring)
  const stopTyping = presence.watch((typing) => {
    typings.set(`${typing.conversationId} ${typing.operator.id}`, typing)
    bell.ring()
  })
  signal.addEventListener('abort', bell.ring)
  try {
    let seq = since ?? (await store.changes.latest())
    while (!signal.aborted) {
      seq = yield* catchUp(store, seq)
      for (const [key, typing] of typings) {
        typings.delete(key)
        yield { kind: 'typing', ...typing }
      }
      await bell.heard()
    }
  } finally {
    stopWatching()
    stopTyping()
    signal.removeEventListener('abort', bell.ring)
  }
}
