import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { expect, it } from 'vitest'
import { refresher } from './refresher.ts'

/** A query whose answers are released by hand. */
function watched(queries: QueryClient, queryKey: readonly string[]) {
  const asked: (() => void)[] = []
  let version = 0
  const observer = new QueryObserver(queries, {
    queryKey,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => {
      const seen = version
      return new Promise<number>((resolve) => asked.push(() => resolve(seen)))
    },
  })
  observer.subscribe(() => undefined)
  return {
    asked,
    change: () => {
      version += 1
    },
    shown: () => observer.getCurrentResult().data,
  }
}

const until = async (is: () => boolean) => {
  while (!is()) await new Promise((resolve) => setTimeout(resolve, 2))
}

it('asks once for a burst, and once more for what changed while it was asking', async () => {
  const queries = new QueryClient()
  const list = watched(queries, ['list'])
  const refresh = refresher(queries)
  await until(() => list.asked.length === 1)
  list.asked[0]?.()
  await until(() => list.shown() === 0)

  for (let burst = 0; burst < 50; burst += 1) refresh([['list']])
  await until(() => list.asked.length === 2)
  list.change()
  for (let burst = 0; burst < 50; burst += 1) refresh([['list']])
  list.asked[1]?.()
  await until(() => list.asked.length === 3)
  list.asked[2]?.()
  await until(() => list.shown() === 1)
  expect(list.asked).toHaveLength(3)
})

it('does not believe a first answer that was on its way when the change came', async () => {
  const queries = new QueryClient()
  const list = watched(queries, ['list'])
  const refresh = refresher(queries)
  await until(() => list.asked.length === 1)
  list.change()
  refresh([['list']])
  await until(() => queries.isFetching() === 1)
  await new Promise((resolve) => setTimeout(resolve, 40))
  list.asked[0]?.()
  await until(() => list.asked.length === 2)
  list.asked[1]?.()
  await until(() => list.shown() === 1)
  expect(list.shown()).toBe(1)
})
