import { broadcastDesk, eva, notice } from '../tests/support/broadcast-desk.ts'
import { phone } from '../tests/support/rows.ts'
import { type Context, type Measurement, ms, type Row, rate, timed } from './measurement.ts'
import type { Database } from './places.ts'

/** `VENTANILLA_AUDIENCE=1000000` for the largest. */
const largest = Number(process.env.VENTANILLA_AUDIENCE ?? 100_000)
const fewest = 1_000
const released = 500

const idOf = (n: number) => `citizen-${String(n).padStart(7, '0')}`

/** So many citizens who wrote once and agreed. */
async function settle(database: Database, count: number): Promise<void> {
  const raw = await database.raw()
  const numbers = Array.from({ length: count }, (_, n) => n)
  try {
    await raw.load(
      'citizens',
      numbers.map((n) => ({ id: idOf(n), name: `Rosa Vecina ${n}`, language: null, created_at: 1 })),
    )
    await raw.load(
      'citizen_identifiers',
      numbers.map((n) => ({ id: `i${n}`, citizen_id: idOf(n), kind: 'phone', value: phone(n), created_at: 1 })),
    )
    const thread = { line_id: 'line-1', state: 'resolved', unfinished: 0, last_seq: 1, last_inbound_seq: 1 }
    const last = { last_text: 'gracias', last_kind: 'text', last_direction: 'in', last_at: 1, created_at: 1 }
    await raw.load(
      'conversations',
      numbers.map((n) => ({ ...thread, ...last, id: `t${n}`, citizen_id: idOf(n) })),
    )
    const consent = { purpose: 'culture', state: 'given', version: 1, since: 1, expires_at: null, age: 14 }
    await raw.load(
      'consents',
      numbers.map((n) => ({ ...consent, citizen_id: idOf(n), seq: n + 1 })),
    )
  } finally {
    await raw.close()
  }
}

/** The most memory in use while `work` runs, in bytes beyond what was in use before. */
async function memoryOf(work: () => Promise<unknown>): Promise<number> {
  const before = process.memoryUsage().heapUsed
  let most = before
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage().heapUsed)
  }, 5)
  await work()
  clearInterval(timer)
  return Math.max(0, most - before)
}

/** Plans a broadcast to `count` citizens in a database of their own. */
async function planned(context: Context, count: number) {
  const database = await context.places.sqlite()
  const store = await database.open()
  const desk = await broadcastDesk(async () => store)
  await settle(database, count)
  await desk.own('bench')
  const now = desk.clock.now()
  desk.state.passage = { ok: false, until: now + 3_600_000, limit: 'quiet_hours' }
  desk.state.look.share = 1
  const id = await desk.approved(notice())
  const foreseen = await timed(() => desk.broadcasts.forecast(notice()))
  await desk.broadcasts.launch(eva, id, 0)
  const runner = desk.broadcasts.runner('bench')
  let took = 0
  const memory = await memoryOf(async () => {
    took = await timed(async () => {
      runner.start()
      while (!(await desk.broadcasts.get(id)).planned) await new Promise((resolve) => setTimeout(resolve, 20))
    })
  })
  await runner.stop()
  return { desk, id, store, foreseen, took, memory }
}

/** What handing one over costs, beside the line and the channel: consent, text, message, search index and queue. */
async function handingOver({ desk, id }: Awaited<ReturnType<typeof planned>>): Promise<number> {
  desk.state.passage = { ok: true }
  desk.state.most = released
  const runner = desk.broadcasts.runner('bench')
  const took = await timed(async () => {
    runner.start()
    while ((await desk.broadcasts.get(id)).counts.released < released)
      await new Promise((resolve) => setTimeout(resolve, 20))
  })
  await runner.stop()
  return took / released
}

const plain = (what: string, measured: string): Row => ({
  what,
  measured,
  comparedWith: '–',
  ratio: null,
  target: '–',
  verdict: 'no target',
})

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`

export const broadcastsMeasured: Measurement = {
  name: 'broadcasts',
  async run(context) {
    const many = context.size === 'quick' ? Math.min(largest, 10_000) : largest
    context.say(`a broadcast to ${fewest} and to ${many}`)
    const few = await planned(context, fewest)
    await few.store.close()
    const all = await planned(context, many)
    const each = await handingOver(all)
    await all.store.close()
    const amount = many.toLocaleString('en')
    return [
      plain(`deliveries planned, ${amount} citizens, SQLite`, `${rate(many, all.took)}/s`),
      plain(`audience and forecast, ${amount} citizens, SQLite`, ms(all.foreseen)),
      plain('handing one over to the outbox, SQLite', ms(each)),
      {
        what: `memory while planning, ${amount} against ${fewest.toLocaleString('en')}`,
        measured: megabytes(all.memory),
        comparedWith: megabytes(few.memory),
        ratio: all.memory / Math.max(1, few.memory),
        target: '–',
        verdict: 'no target',
      },
    ]
  },
}
