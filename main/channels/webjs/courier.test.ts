import { expect, it } from 'vitest'
import { courier } from './courier.ts'
import type { HeardEvent } from './protocol.ts'

const message = (n: number, waiting?: true): HeardEvent => ({
  type: 'message',
  providerId: `3EB0${n}`,
  from: {},
  at: n,
  kind: waiting ? 'unknown' : 'text',
  text: '',
  ...(waiting && { waiting }),
})

function station() {
  const batches: { batch: number; ids: string[] }[] = []
  const carries = courier(({ batch, events }) => batches.push({ batch, ids: events.map((event) => event.providerId) }))
  return { batches, carries }
}

it('sends one batch at a time, in order, and the rest when it is committed', () => {
  const { batches, carries } = station()
  for (let n = 1; n <= 450; n++) carries.add(message(n))
  expect(batches.map(({ ids }) => ids.length)).toEqual([1])
  for (const { batch } of batches) carries.delivered(batch)
  expect(batches.map(({ ids }) => ids.length)).toEqual([1, 200, 200, 49])
  expect(batches.flatMap(({ ids }) => ids)).toEqual(Array.from({ length: 450 }, (_, i) => `3EB0${i + 1}`))
})

it('hears a repetition once, but a message again when it can be read', () => {
  const { carries } = station()
  expect([message(1, true), message(1, true), message(1), message(1)].map(carries.add)).toEqual([
    true,
    false,
    true,
    false,
  ])
})

it('lets an edit through as often as it comes', () => {
  const { carries } = station()
  const edit: HeardEvent = { type: 'edit', providerId: '3EB01', text: 'x', at: 1 }
  expect([carries.add(edit), carries.add(edit)]).toEqual([true, true])
})

it('is empty only when the last batch is committed; an old acknowledgement changes nothing', async () => {
  const { batches, carries } = station()
  let empty = false
  carries.add(message(1))
  carries.add(message(2))
  const done = carries.empty().then(() => {
    empty = true
  })
  carries.delivered(1)
  carries.delivered(1)
  await Promise.resolve()
  expect([empty, batches.length]).toEqual([false, 2])
  carries.delivered(2)
  await done
  expect(empty).toBe(true)
})
