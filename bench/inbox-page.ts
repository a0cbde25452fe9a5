import { views } from '../contract/inbox.ts'
import type { FilledTown } from './filled-town.ts'
import { type Context, latencyRow, type Measurement, type Row, usuallyTakes } from './measurement.ts'
import { townStation } from './town.ts'

const pageLimit = 5
const limit = 50

/** Every view the first time and then again, as consoles ask for them: the views take turns. */
async function durationsOf(town: FilledTown, context: Context): Promise<ReadonlyMap<string, number[]>> {
  const rounds = context.size === 'quick' ? 40 : 200
  const store = await town.database.open()
  const { inbox } = await townStation(store, await context.places.folder())
  const { operatorId } = town
  const asked = [
    ...views.map((view) => [view, () => inbox.list({ view, operatorId, limit })] as const),
    ['counts', () => inbox.counts(operatorId)] as const,
  ]
  const durations = new Map(asked.map(([name]) => [name as string, [] as number[]]))
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, ask] of asked) durations.get(name)?.push(await usuallyTakes(ask))
  }
  await store.close()
  return durations
}

async function pages(town: FilledTown, context: Context): Promise<readonly Row[]> {
  const name = town.database.dialect === 'sqlite' ? 'SQLite' : 'PostgreSQL'
  context.say(`first pages, ${name}`)
  const durations = await durationsOf(town, context)
  const amount = `${town.conversations.toLocaleString('en')} conversations, ${name}`
  return [...durations].map(([view, taken]) => {
    const what = view === 'counts' ? 'counts of all views' : `first page “${view}”`
    return latencyRow(`${what}, ${amount}`, taken, pageLimit)
  })
}

export const inboxPage: Measurement = {
  name: 'inbox',
  async run(context) {
    const rows = await pages(await context.filled.sqlite(), context)
    const postgres = await context.filled.postgres()
    if (!postgres) return rows
    const others = await pages(postgres, context)
    // The rows of SQLite show each view; here the slowest of them is enough.
    const [slowest] = others.slice(0, -1).sort((a, b) => (b.ratio ?? 0) - (a.ratio ?? 0))
    return [...rows, ...(slowest ? [{ ...slowest, what: `slowest ${slowest.what}` }] : []), ...others.slice(-1)]
  },
}
