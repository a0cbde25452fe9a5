import type { ConsoleEvent } from '../../contract/events.ts'
import type { Presence, Typing } from '../inbox/presence.ts'
import type { RecordedChange, Store } from '../store/store.ts'

const page = 500

const toEvent = (change: RecordedChange): ConsoleEvent | null => {
  const { seq, conversationId, objectId } = change
  switch (change.kind) {
    case 'conversation':
      return conversationId ? { kind: 'conversation', seq, conversationId } : null
    case 'message':
      return conversationId && objectId
        ? { kind: 'message', seq, conversationId, messageId: objectId, inbound: change.inbound ?? false }
        : null
    case 'line':
      return { kind: 'line', seq, lineId: objectId ?? '' }
    case 'settings':
    case 'operators':
      return { kind: change.kind, seq }
  }
}

/**
 * What one console hears, from `since` on (from now without it): the change feed, and who is writing. Ends when
 * `signal` aborts.
 */
export async function* consoleEvents(
  needs: { readonly store: Store; readonly presence: Presence },
  since: number | undefined,
  signal: AbortSignal | undefined,
): AsyncGenerator<ConsoleEvent, void, undefined> {
  const typings: Typing[] = []
  let wake = () => {}
  let stale = true
  const notice = () => {
    stale = true
    wake()
  }
  const stopWatching = needs.store.changes.watch(notice)
  const stopTyping = needs.presence.watch((typing) => {
    typings.push(typing)
    wake()
  })
  const onAbort = () => wake()
  signal?.addEventListener('abort', onAbort)
  try {
    let seq = since ?? (await needs.store.changes.latest())
    while (!signal?.aborted) {
      for (const typing of typings.splice(0)) yield { kind: 'typing', ...typing }
      if (stale) {
        stale = false
        const changes = await needs.store.changes.after(seq, page)
        if (changes === null) {
          seq = await needs.store.changes.latest()
          yield { kind: 'reset', seq }
          continue
        }
        for (const change of changes) {
          seq = change.seq
          const event = toEvent(change)
          if (event) yield event
        }
        if (changes.length === page) stale = true
        continue
      }
      await new Promise<void>((resolve) => {
        wake = resolve
        if (stale || typings.length > 0 || signal?.aborted) resolve()
      })
    }
  } finally {
    stopWatching()
    stopTyping()
    signal?.removeEventListener('abort', onAbort)
  }
}
