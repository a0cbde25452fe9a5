import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { until } from '../support/station.ts'
import { type StationProcess, startStation } from '../support/station-process.ts'
import { postgresDatabase } from '../support/stores.ts'

/** `VENTANILLA_KILLS=100` for the long run. */
const kills = Number(process.env.VENTANILLA_KILLS ?? 8)

const phoneOf = (n: number) => `+34700${String(200_000 + n)}`

/** The same moments in every run. */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32
    return state / 2 ** 32
  }
}

type Written = { readonly from: string; readonly id: string; readonly text: string }

type Database = { readonly args: readonly string[]; readonly end: () => Promise<void> }

const databases: readonly (readonly [string, () => Promise<Database>])[] = [
  ['sqlite', async () => ({ args: [], end: async () => undefined })],
  [
    'postgres',
    async () => {
      const { url, remove } = await postgresDatabase()
      return { args: ['--database', url], end: remove }
    },
  ],
]

const received = async (station: StationProcess, phone: string) => {
  const { body } = await station.call('GET', `/api/practice/received?phone=${encodeURIComponent(phone)}`)
  return body as { id: string; text: string }[]
}

/** What the station answers whoever wrote last, oldest first. */
async function answersTo(station: StationProcess): Promise<string[]> {
  const newest = await station.call('GET', '/api/conversations?view=all&limit=1')
  const [conversation] = (newest.body as { items: { id: string }[] }).items
  const thread = await station.call('GET', `/api/conversations/${conversation?.id}/messages`)
  const { items } = thread.body as { items: { direction: string; text: string }[] }
  return items
    .filter((message) => message.direction === 'out')
    .map((message) => message.text)
    .reverse()
}

describe.each(databases)('killed under load [%s]', (dialect, database) => {
  let data = ''
  beforeEach(() => {
    data = mkdtempSync(join(tmpdir(), 'ventanilla-kill-'))
  })
  afterEach(() => rmSync(data, { recursive: true, force: true }))

  it('loses no message and doubles no answer', async () => {
    const { args, end } = await database()
    const chance = random(dialect.length)
    const accepted = new Set<string>()
    let writers = 0
    let station = await startStation({ data, args: ['--speed', 'manual', ...args] })

    /** Writes until the station dies; a call without an answer is repeated with the same ids by the next life. */
    const write = async (here: StationProcess, batch: Written[]) => {
      const { status, body } = await here.call('POST', '/api/practice/inbound', batch)
      expect(status).toBe(200)
      for (const id of (body as { accepted: string[] }).accepted) accepted.add(id)
    }

    let unanswered: Written[] = []
    const newBatch = () =>
      Array.from({ length: 1 + Math.floor(chance() * 12) }, () => {
        const n = writers++
        return { from: phoneOf(n), id: `IN-${n}`, text: 'hola' }
      })

    /** Writes without rest until the station is killed. */
    const live = async (dying: StationProcess) => {
      const death = new Promise((resolve) => setTimeout(resolve, 50 + chance() * 400)).then(() => dying.kill())
      try {
        for (;;) {
          if (unanswered.length === 0) unanswered = newBatch()
          await write(dying, unanswered)
          unanswered = []
        }
      } catch {
        await death
      }
    }

    for (let life = 0; life < kills; life++) {
      await live(station)
      station = await startStation({ data, args: ['--speed', 'manual', ...args] })
    }
    if (unanswered.length > 0) await write(station, unanswered)

    const control = phoneOf(writers)
    await write(station, [{ from: control, id: 'CONTROL', text: 'hola' }])
    const expected = await answersTo(station)
    expect(accepted.size).toBe(writers + 1)
    for (let n = 0; n < writers; n++) {
      const answers = await until(
        () => received(station, phoneOf(n)),
        (list) => list.length >= expected.length,
        30_000,
      )
      expect(answers.map((message) => message.text)).toEqual(expected)
    }
    const { body } = await station.call('GET', '/api/conversations?view=all&limit=200')
    expect((body as { items: unknown[] }).items.length).toBe(Math.min(200, writers + 1))
    expect(await station.stop()).toBe(0)
    await end()
  })

  it('reads a burst as one turn, also when it is killed in its middle', async () => {
    const greetings = ['hola', 'buenas', 'buenos días', 'saludos', 'buenas tardes', 'buen día', 'buenas noches']
    const { args, end } = await database()
    const chance = random(7)
    const phone = phoneOf(0)
    let station = await startStation({ data, args: ['--speed', 'manual', ...args] })
    let sent = 0
    const say = (text: string) =>
      station.call('POST', '/api/practice/inbound', [{ from: phone, id: `IN-${sent++}`, text }])
    for (let life = 0; life < 3; life++) {
      const death = new Promise((resolve) => setTimeout(resolve, 100 + chance() * 500)).then(() => station.kill())
      // Other words each time: the same ones again and again are a machine's, which a person looks at.
      for (let i = 0; i < 12; i++) await say(greetings[(i + life * 3) % greetings.length] ?? '').catch(() => undefined)
      await death
      station = await startStation({ data, args: ['--speed', 'manual', ...args] })
    }
    await until(
      () => received(station, phone),
      (list) => list.length >= 2,
      30_000,
    )
    await say('horario')
    const answers = await until(
      () => received(station, phone),
      (list) => list.some(({ text }) => text.startsWith('Horario')),
      30_000,
    )
    expect(new Set(answers.map(({ id }) => id)).size).toBe(answers.length)
    expect(answers.filter(({ text }) => text.includes('asistente automático'))).toHaveLength(1)
    expect(answers.length).toBeLessThanOrEqual(8)
    expect(await station.stop()).toBe(0)
    await end()
  })
})
