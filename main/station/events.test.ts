import { expect, it } from 'vitest'
import { presence } from '../inbox/presence.ts'
import type { ChangeFeed, Store } from '../store/store.ts'
import { consoleEvents } from './events.ts'

/** A feed in which nothing happens. */
const quiet = { latest: async () => 7, after: async () => [], watch: () => () => undefined } as Partial<ChangeFeed>
const store = { changes: quiet } as Partial<Store> as Store

it('tells a console that is slow to listen who writes now, not every keystroke', async () => {
  const here = presence({ clock: { now: () => 0, after: () => () => undefined } })
  const end = new AbortController()
  const events = consoleEvents({ store, presence: here }, undefined, end.signal)
  const first = events.next()
  for (let key = 0; key < 1000; key++) {
    here.type('conversation-1', { id: 'ana', name: 'Ana' })
    here.type('conversation-2', { id: 'luis', name: 'Luis' })
    if (key === 0) await first
  }
  const heard = [await first, await events.next(), await events.next()]
  expect(heard.map(({ value }) => value)).toMatchObject([
    { kind: 'typing', conversationId: 'conversation-1' },
    { kind: 'typing', conversationId: 'conversation-2' },
    { kind: 'typing', conversationId: 'conversation-1' },
  ])
  end.abort()
  expect(await events.next()).toEqual({ value: undefined, done: true })
})
