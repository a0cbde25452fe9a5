import type { FilledTown } from './filled-town.ts'
import { type Context, latencyRow, type Measurement, type Row, usuallyTakes } from './measurement.ts'
import { randomFrom } from './random.ts'
import { townStation } from './town.ts'
import { emptyWords, textOf, vocabulary } from './words.ts'

const limit = 20
const page = 40

const plain = (word: string): string => word.normalize('NFD').replace(/\p{M}+/gu, '')

/** Words people look for, as they remember them from some message, and a second one of the same message. */
function wanted(messages: number, count: number): readonly (readonly [string, string])[] {
  const random = randomFrom(11)
  const empty = new Set(vocabulary.slice(0, emptyWords))
  const found: [string, string][] = []
  while (found.length < count) {
    const said = textOf(Math.floor(random() * messages)).split(' ')
    const [first, second] = said.filter((word) => !empty.has(word) && word.length >= 5)
    if (first && second) found.push([first, second])
  }
  return found
}

type Typed = { readonly what: string; readonly text: (first: string, second: string) => string }

const typed: readonly Typed[] = [
  { what: '2 letters', text: (first) => plain(first).slice(0, 2) },
  { what: '3 letters', text: (first) => plain(first).slice(0, 3) },
  { what: '5 letters', text: (first) => plain(first).slice(0, 5) },
  { what: 'a word and 3 letters', text: (first, second) => `${first} ${plain(second).slice(0, 3)}` },
]

async function searches(town: FilledTown, context: Context): Promise<readonly Row[]> {
  const store = await town.database.open()
  const name = town.database.dialect === 'sqlite' ? 'SQLite' : 'PostgreSQL'
  const { inbox } = await townStation(store, await context.places.folder())
  context.say(`search, ${name}`)
  const durations = typed.map((): number[] => [])
  let empty = 0
  for (const [first, second] of wanted(town.messages, context.size === 'quick' ? 60 : 300)) {
    for (const [index, { text }] of typed.entries()) {
      const q = text(first, second)
      let found = 0
      const duration = await usuallyTakes(async () => {
        found = (await inbox.search({ q, limit: page })).items.length
      })
      durations[index]?.push(duration)
      if (found === 0) empty += 1
    }
  }
  await store.close()
  if (empty > 0) throw new Error(`${empty} searches found nothing: the search index is not what is stored`)
  const amount = `${town.messages.toLocaleString('en')} messages`
  return typed.map(({ what }, index) =>
    latencyRow(`search, ${what}, ${amount}, ${name}`, durations[index] ?? [], limit),
  )
}

export const search: Measurement = {
  name: 'search',
  async run(context) {
    const rows = await searches(await context.filled.sqlite(), context)
    const postgres = await context.filled.postgres()
    return postgres ? [...rows, ...(await searches(postgres, context))] : rows
  },
}
