import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { views } from '../contract/inbox.ts'
import { startStation } from '../tests/support/station-process.ts'
import { type LiveClient, liveClient } from './live-client.ts'
import { absentRow, type Context, type Measurement, type Row } from './measurement.ts'
import { pick, randomFrom } from './random.ts'
import { citizenOf, textOf, wordAt } from './words.ts'

const limit = 200
const megabyte = 1024 * 1024
const run = promisify(execFile)

type Memory = { readonly now: number; readonly highest: number | null }

/** Megabytes a process holds in memory; null where the system does not tell. */
export async function memoryOf(pid: number): Promise<Memory | null> {
  try {
    if (process.platform === 'linux') {
      const status = await readFile(`/proc/${pid}/status`, 'utf8')
      const kilobytes = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1])
      return { now: (kilobytes('VmRSS') * 1024) / megabyte, highest: (kilobytes('VmHWM') * 1024) / megabyte }
    }
    const { stdout } = await run('ps', ['-o', 'rss=', '-p', String(pid)])
    return { now: (Number(stdout) * 1024) / megabyte, highest: null }
  } catch {
    return null
  }
}

/** What a busy morning asks of a station: citizens write, operators look at views, read threads and search. */
async function use({ client }: LiveClient, seconds: number): Promise<number> {
  const random = randomFrom(3)
  const until = Date.now() + seconds * 1000
  const ending = new AbortController()
  const events = await client.events.subscribe({}, { signal: ending.signal })
  const listening = (async () => {
    for await (const _event of events);
  })().catch(() => undefined)
  let turns = 0
  for (; Date.now() < until; turns += 1) {
    const from = Math.floor(random() * 10_000)
    const body = Array.from({ length: 5 }, (_, number) => ({
      from: citizenOf((from + number * 17) % 10_000).phone,
      text: textOf(turns * 5 + number),
    }))
    await client.practice.inbound({ body })
    const { items } = await client.inbox.list({ view: pick(random, views), limit: 50 })
    await client.inbox.counts()
    if (items.length > 0) await client.inbox.messages({ id: pick(random, items).id, limit: 50 })
    await client.inbox.search({ q: wordAt(random), limit: 40 })
    await pause(50)
  }
  ending.abort()
  await listening
  return turns
}

async function rows(context: Context): Promise<readonly Row[]> {
  const seconds = context.size === 'quick' ? 10 : 60
  const town = await context.filled.sqlite()
  const station = await startStation({ data: town.folder })
  const live = await liveClient(station)
  try {
    const begun = await memoryOf(station.pid)
    context.say(`using a station for ${seconds} seconds`)
    const turns = await use(live, seconds)
    const used = await memoryOf(station.pid)
    const what = `station memory, ${town.messages.toLocaleString('en')} messages stored, after ${seconds} s of use`
    if (!used || !begun) return [absentRow(what, 'this system does not tell')]
    const highest = used.highest === null ? '' : `, highest ${used.highest.toFixed(0)} MB`
    return [
      {
        what,
        measured: `${used.now.toFixed(0)} MB${highest}`,
        comparedWith: `limit ${limit} MB; ${begun.now.toFixed(0)} MB at ready, ${turns} turns`,
        ratio: used.now / limit,
        target: `< ${limit} MB`,
        verdict: used.now < limit ? 'kept' : 'missed',
      },
    ]
  } finally {
    live.close()
    await station.stop()
  }
}

export const memory: Measurement = { name: 'memory', run: rows }
