import pino from 'pino'
import { expect, it } from 'vitest'
import { manualClock } from '../../../tests/support/clock.ts'
import { dailyReconciliation } from './daily-reconciliation.ts'
import type { LineMemory, Remembered } from './line-memory.ts'
import { type LinkBook, linkBook } from './link-book.ts'
import type { Call } from './protocol.ts'

const minute = 60_000
const hour = 60 * minute

/** A line whose child answers what the test says, and whose memory is only here. */
function line(hourOfDay = 3) {
  const clock = manualClock()
  const start = clock.now()
  let kept = { mark: start, linkedAt: 0, wholeAt: null, reconciliation: null } as unknown as Remembered
  const memory: LineMemory = {
    get: () => kept,
    load: async () => kept,
    change: async (change) => {
      kept = { ...kept, ...change }
    },
  }
  const log = pino({ level: 'silent' })
  const book: LinkBook = linkBook({ clock, log, memory })
  book.show({ type: 'starts', linked: true })
  book.show({ type: 'ready', phone: null, whatsappVersion: '2' })
  const asked: Call[] = []
  let recovered = 0
  let answer: () => Promise<unknown> = async () => ({ at: clock.now(), chats: 3, read: 9, gaps: [] })
  const supervised = {
    call: (call: Call) => {
      asked.push(call)
      return answer()
    },
  }
  const daily = dailyReconciliation({
    ...{ clock, log, memory, book, supervised },
    hour: () => hourOfDay,
    recovered: () => recovered,
  })
  return {
    ...{ asked, book, clock, daily, start },
    kept: () => kept,
    answers: (next: typeof answer) => {
      answer = next
    },
    recover: (count: number) => {
      recovered += count
    },
  }
}

it('runs by itself in a quiet hour, once a day, and reads what is new in between', async () => {
  const { asked, book, clock, daily, start } = line()
  daily.begin()
  await clock.advance(10 * minute)
  expect(book.state().reconciliation).toEqual({
    at: start + 10 * minute,
    by: 'schedule',
    outcome: 'whole',
    chats: 3,
    recovered: 0,
  })
  expect(asked).toEqual([{ name: 'reconcile', from: start - 24 * hour + 10 * minute }])
  await clock.advance(hour)
  expect(asked.slice(1)).toEqual(Array.from({ length: 6 }, () => ({ name: 'reconcile', from: start })))
  await clock.advance(20 * hour)
  expect(book.state().reconciliation?.at).toBeGreaterThan(start + 19 * hour)
})

it('waits while somebody writes', async () => {
  const { book, clock, daily } = line(12)
  daily.begin()
  await clock.advance(10 * minute - 1_000)
  daily.active()
  await clock.advance(1_000)
  expect(book.state().reconciliation).toBeNull()
})

it('counts what was missing, says that it runs, and is one run however many ask', async () => {
  const { answers, asked, book, daily, kept, recover } = line()
  const done = Promise.withResolvers<void>()
  answers(async () => {
    await done.promise
    recover(4)
    return { at: 1, chats: 8, read: 20, gaps: [{ person: {}, since: 1, until: 2 }] }
  })
  const runs = [daily.run('person'), daily.run('schedule')]
  expect([book.state().reconciling, asked.length]).toEqual([true, 1])
  done.resolve()
  const [first, second] = await Promise.all(runs)
  expect(first).toBe(second)
  expect(first).toMatchObject({ by: 'person', outcome: 'gaps', chats: 8, recovered: 4 })
  expect(book.state()).toMatchObject({ reconciling: false, reconciliation: first })
  expect(kept()).toMatchObject({ reconciliation: first, wholeAt: null })
})

it('that breaks off, or is answered with nonsense, says so and is no whole one', async () => {
  const { answers, book, daily, kept } = line()
  for (const broken of [() => Promise.reject(new Error('no line')), async () => ({ chats: 'many' })]) {
    answers(broken)
    expect(await daily.run('person')).toMatchObject({ outcome: 'failed', chats: 0 })
    expect(book.state().reconciling).toBe(false)
    expect(kept().wholeAt).toBeNull()
  }
})
