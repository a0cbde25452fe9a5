import { join } from 'node:path'
import { readUnseen } from '../main/bot/understanding/training/phrases.ts'
import type { InboundMessage } from '../main/channels/channel.ts'
import type { Store } from '../main/store/store.ts'
import { writtenSince } from './inbound-rows.ts'
import { against, breath, type Context, type Measurement, median, type Row, rate, timed } from './measurement.ts'
import type { Database } from './places.ts'
import { pick, randomFrom } from './random.ts'
import type { RawStore, Step } from './raw-store.ts'
import { startHearing, townStation } from './town.ts'
import { citizenOf, textOf } from './words.ts'

const batchSize = 256
/** A batch in three is of new citizens; each writes twice more, this many batches apart. */
const apart = 1
const target = 0.25

const openings = ['Hola', 'Buenos días', 'hola, una pregunta', 'Buenas tardes, ¿están abiertos?', 'Kaixo', 'Bon dia']
const answers = ['1', '2', '3', 'horario', 'la segunda', 'gracias', 'quiero avisar de una farola apagada']

/** Texts of citizens, by what they do: begin, or go on with the conversation of a citizen of that number. */
type Speech = {
  readonly what: string
  readonly opens: (random: () => number) => string
  readonly goesOn: (random: () => number, citizen: number) => string
}

const smallTalk: Speech = {
  what: 'greetings and words',
  opens: (random) => pick(random, openings),
  goesOn: (random, citizen) => (random() < 0.5 ? pick(random, answers) : textOf(citizen)),
}

/** Citizens who say at once what they want, as people write, and then answer what they are asked. */
async function wishes(): Promise<Speech> {
  const unseen = await readUnseen(join(import.meta.dirname, '../tests/intents/unseen'))
  const said = unseen.map(({ text }) => text)
  return {
    what: 'wishes in four languages',
    opens: (random) => (random() < 0.3 ? pick(random, openings) : pick(random, said)),
    goesOn: (random) => (random() < 0.5 ? pick(random, answers) : pick(random, said)),
  }
}

/** What the town says in one batch: a third greets for the first time, the others go on. */
function batchOf(number: number, speech: Speech): InboundMessage[] {
  const random = randomFrom(number)
  return Array.from({ length: batchSize }, (_, place) => {
    const visit = number < 2 * apart ? 0 : place % 3
    const citizen = (number - visit * apart) * batchSize + place - visit
    return {
      type: 'message',
      providerId: `3A${(number * batchSize + place).toString(16).toUpperCase().padStart(18, '0')}`,
      from: citizenOf(citizen),
      at: Date.now(),
      kind: 'text',
      text: visit === 0 ? speech.opens(random) : speech.goesOn(random, citizen),
    }
  })
}

/** How many rounds of how many batches: a database in a process of its own takes longer for each message. */
function amountFor({ dialect }: Pick<Database, 'dialect'>, { size }: Pick<Context, 'size'>) {
  if (size === 'quick') return { count: 4, batches: dialect === 'sqlite' ? 4 : 2 }
  return { count: 9, batches: dialect === 'sqlite' ? 10 : 4 }
}

type Round = { readonly ours: number; readonly raw: number; readonly statements: number }

/** The same rows twice in every round: through the station, and from a loop of prepared statements. */
async function rounds(speech: Speech, database: Database, twin: Database, context: Context): Promise<readonly Round[]> {
  const { count, batches } = amountFor(database, context)
  const store = await database.open()
  const raw = await twin.raw()
  try {
    const station = await townStation(store, await context.places.folder())
    const sink = await startHearing(station)
    await copyLines(store, raw)
    const written = writtenSince(store, raw)
    const done: Round[] = []
    for (let round = 0; round <= count; round += 1) {
      let ours = 0
      let statements = 0
      const replays: (readonly Step[])[] = []
      for (let batch = round * batches; batch < (round + 1) * batches; batch += 1) {
        await breath()
        const events = batchOf(batch, speech)
        ours += await timed(() => sink.deliver(events))
        const steps = await written()
        statements += steps.length
        replays.push(steps)
      }
      const loop = await timed(async () => {
        for (const steps of replays) await raw.commit(steps)
      })
      // The first round compiles the code and fills the caches.
      if (round > 0) done.push({ ours, raw: loop, statements })
    }
    await station.stop()
    return done.map((each) => ({ ...each, statements: each.statements / (batches * batchSize) }))
  } finally {
    await raw.close()
    await store.close()
  }
}

async function copyLines(store: Store, raw: RawStore): Promise<void> {
  for (const line of await store.read.selectFrom('lines').selectAll().execute()) {
    await raw.commit([raw.insert('lines', line)])
  }
}

async function pipeline(
  speech: Speech,
  name: string,
  make: () => Promise<Database | null>,
  context: Context,
): Promise<readonly Row[]> {
  const database = await make()
  const twin = await make()
  if (!database || !twin) return []
  context.say(`inbound, ${speech.what}, ${name}`)
  const done = await rounds(speech, database, twin, context)
  const perRound = batchSize * amountFor(database, context).batches
  const ratio = median(done.map((each) => each.raw / each.ours))
  const statements = median(done.map((each) => each.statements))
  return [
    against(target, {
      what: `inbound, ${speech.what}, ${name}: stored, answered, reply queued`,
      measured: `${rate(perRound, median(done.map((each) => each.ours)))} messages/s`,
      comparedWith: `raw loop, ${statements.toFixed(1)} writes each: ${rate(perRound, median(done.map((each) => each.raw)))}/s`,
      ratio,
      target: '–',
      verdict: 'no target',
    }),
  ]
}

export const inbound: Measurement = {
  name: 'inbound',
  async run(context) {
    const rows: Row[] = []
    for (const [name, make] of [
      ['SQLite', context.places.sqlite],
      ['PostgreSQL', context.places.postgres],
    ] as const) {
      for (const speech of [smallTalk, await wishes()]) rows.push(...(await pipeline(speech, name, make, context)))
    }
    return rows
  },
}
