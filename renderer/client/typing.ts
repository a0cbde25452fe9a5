import type { ConsoleEvent } from '../../contract/events.ts'
import { type Observable, subject } from './observable.ts'

type TypingEvent = Extract<ConsoleEvent, { kind: 'typing' }>
export type Writer = { readonly id: string; readonly name: string; readonly until: number }

/** Who is writing in which conversation, until when (epoch ms). */
export type Typing = Observable<ReadonlyMap<string, readonly Writer[]>> & {
  readonly heard: (event: TypingEvent) => void
}

/** Keeps the typing events and forgets each at its `until`. */
export function typingStore(now: () => number): Typing {
  const writers = subject<ReadonlyMap<string, readonly Writer[]>>(new Map())
  let timer: ReturnType<typeof setTimeout> | undefined

  function forget() {
    const at = now()
    const next = new Map<string, readonly Writer[]>()
    let soonest = Number.POSITIVE_INFINITY
    for (const [conversationId, list] of writers.get()) {
      const still = list.filter((writer) => writer.until > at)
      if (still.length > 0) next.set(conversationId, still)
      for (const writer of still) soonest = Math.min(soonest, writer.until)
    }
    writers.set(next)
    if (timer !== undefined) clearTimeout(timer)
    timer = Number.isFinite(soonest) ? setTimeout(forget, soonest - at + 1) : undefined
  }

  return {
    get: writers.get,
    subscribe: writers.subscribe,
    heard: (event) => {
      const others = (writers.get().get(event.conversationId) ?? []).filter((writer) => writer.id !== event.operator.id)
      const writer = { ...event.operator, until: event.until }
      writers.set(new Map(writers.get()).set(event.conversationId, [...others, writer]))
      forget()
    },
  }
}
