import type { NewEntry } from '../main/consent/ledger/entry.ts'
import { consentLedger } from '../main/consent/ledger/ledger.ts'
import { insertEntry, moveTip } from '../main/consent/ledger/queries.ts'
import { verifyLedger } from '../main/consent/ledger/verify.ts'
import { systemClock } from '../main/station/clock.ts'
import type { Store } from '../main/store/store.ts'
import { type Context, inTurn, type Measurement, median, type Row, timed } from './measurement.ts'
import type { Database } from './places.ts'
import { textOf } from './words.ts'

/** A million entries are verified in this many milliseconds. */
const limitOfMillion = 15_000
/** Megabytes that verifying may add to the process, however long the ledger. */
const memoryLimit = 64
/** What happens to one citizen's consent, and entries in one transaction of the filling. */
const events = ['requested', 'given', 'confirmed', 'paused', 'withdrawn'] as const
const batch = 1_000

const shown = 'El Ayuntamiento le avisará por WhatsApp de lo que usted elija. Es voluntario y puede dejarlo con BAJA. '

function entryAt(n: number): NewEntry {
  const citizenId = `0198c0de-0000-7000-8000-${String(Math.floor(n / events.length)).padStart(12, '0')}`
  return {
    event: events[n % events.length] ?? 'given',
    citizenId,
    purpose: { id: 'works', version: 1 },
    basis: 'RGPD 6.1.a',
    notice: { id: 'joining', version: 2, language: 'es', sha256: 'ab'.repeat(32) },
    method: 'chat',
    actor: { kind: 'citizen', id: citizenId },
    messages: [{ messageId: citizenId, providerId: '3EB0C431C26A1916E07A', direction: 'in', status: null, at: n }],
    expiresAt: null,
    clear: { identity: '+34700100200', shown: shown.repeat(4), answer: textOf(n) },
  }
}

async function fill(store: Store, entries: number): Promise<number> {
  const ledger = consentLedger({ clock: systemClock() })
  return timed(async () => {
    for (let from = 0; from < entries; from += batch) {
      await store.transaction(async (tx) => {
        for (let n = from; n < Math.min(entries, from + batch); n += 1) await ledger.append(tx, entryAt(n))
      })
    }
  })
}

const megabytes = () => process.memoryUsage.rss() / 1024 / 1024

async function verifying(database: Database, { size, say }: Context): Promise<readonly Row[]> {
  const entries = size === 'quick' ? 20_000 : 1_000_000
  const name = database.dialect === 'sqlite' ? 'SQLite' : 'PostgreSQL'
  const amount = entries.toLocaleString('en')
  const store = await database.open()
  say(`ledger, ${name}: writing ${amount} entries`)
  const filling = await fill(store, entries)
  say(`ledger, ${name}: verifying`)
  const before = megabytes()
  let highest = before
  const took = await timed(async () => {
    const result = await verifyLedger(store.read, {
      progress: () => {
        highest = Math.max(highest, megabytes())
      },
    })
    if (!result.ok || result.entries !== entries) throw new Error('the ledger that was just written does not verify')
  })
  await store.close()
  const limit = (limitOfMillion * entries) / 1_000_000
  const grown = highest - before
  return [
    {
      what: `ledger, verify ${amount} entries, ${name}`,
      measured: `${(took / 1_000).toFixed(2)} s (written in ${(filling / 1_000).toFixed(0)} s)`,
      comparedWith: `limit ${(limit / 1_000).toFixed(2)} s`,
      ratio: took / limit,
      target: '1,000,000 in < 15 s',
      verdict: took < limit ? 'kept' : 'missed',
    },
    {
      what: `ledger, memory added by verifying ${amount}, ${name}`,
      measured: `${grown.toFixed(0)} MB`,
      comparedWith: `limit ${memoryLimit} MB`,
      ratio: grown / memoryLimit,
      target: `< ${memoryLimit} MB`,
      verdict: grown < memoryLimit ? 'kept' : 'missed',
    },
  ]
}

/** An append against a store that is handed the same rows ready made. */
async function appending(ours: Database, bare: Database, { size }: Context): Promise<Row> {
  const [store, twin] = [await ours.open(), await bare.open()]
  const ledger = consentLedger({ clock: systemClock() })
  const times = size === 'quick' ? 500 : 2_000
  let n = 0
  let seq = 0
  const took = await inTurn(size === 'quick' ? 5 : 11, {
    ours: () =>
      store.transaction(async (tx) => {
        for (let time = 0; time < times; time += 1) await ledger.append(tx, entryAt(n++))
      }),
    bare: () =>
      twin.transaction(async (tx) => {
        for (let time = 0; time < times; time += 1) {
          seq += 1
          const hash = 'ab'.repeat(32)
          await insertEntry(tx, { seq, citizenId: 'c', entry: 'x'.repeat(900), hash, sealed: 'x'.repeat(900) })
          await moveTip(tx, { seq, hash })
        }
      }),
  })
  await store.close()
  await twin.close()
  const each = (durations: readonly number[]) => ((median(durations) * 1_000) / times).toFixed(0)
  return {
    what: `ledger, append, ${ours.dialect === 'sqlite' ? 'SQLite' : 'PostgreSQL'}`,
    measured: `${each(took.ours)} µs an entry`,
    comparedWith: `the same rows ready made: ${each(took.bare)} µs`,
    ratio: median(took.ours.map((duration, round) => duration / (took.bare[round] ?? Number.NaN))),
    target: '–',
    verdict: 'no target',
  }
}

export const ledger: Measurement = {
  name: 'ledger',
  async run(context) {
    const { places } = context
    const rows = [
      ...(await verifying(await places.sqlite(), context)),
      await appending(await places.sqlite(), await places.sqlite(), context),
    ]
    const postgres = await places.postgres()
    return postgres ? [...rows, ...(await verifying(postgres, context))] : rows
  },
}
