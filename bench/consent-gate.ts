import { v7 } from 'uuid'
import { passage, type TownStarted } from '../main/outbox/gates.ts'
import type { OutboxRow } from '../main/outbox/queries.ts'
import { systemClock } from '../main/station/clock.ts'
import type { Store } from '../main/store/store.ts'
import { consentsOn } from '../tests/support/consents.ts'
import { type Context, type Measurement, median, ms, type Row } from './measurement.ts'
import type { Database } from './places.ts'

/** Milliseconds that asking about a consent may add to a send. */
const limit = 0.2

/** Messages that are judged in one transaction, so that its commit does not count. */
const batch = 500

/** People who agreed, and as many identifiers that left: what a town of some size holds. */
async function filled(store: Store, people: number): Promise<readonly TownStarted[]> {
  const now = Date.now()
  const rows = Array.from({ length: people }, (_, n) => {
    const citizen_id = v7()
    const phone = `+34700${String(n).padStart(6, '0')}`
    return { citizen_id, phone, hash: `${n}`.padStart(64, '0') }
  })
  await store.transaction(async (tx) => {
    for (const { citizen_id, phone, hash } of rows) {
      await tx.insertInto('citizens').values({ id: citizen_id, name: 'Vecina', language: null, created_at: now }).execute()
      const identifier = { id: v7(), citizen_id, kind: 'phone', value: phone, created_at: now }
      await tx.insertInto('citizen_identifiers').values(identifier).execute()
      const given = { citizen_id, purpose: 'works', state: 'given' as const, version: 1, since: now, expires_at: now + 1e9 }
      await tx.insertInto('consents').values({ ...given, age: 14, seq: 1 }).execute()
      await tx.insertInto('suppressions').values({ hash, kind: 'phone', at: now }).execute()
    }
  })
  return rows.map(({ citizen_id }) => {
    const row = { id: v7(), message_id: v7(), citizen_id, purpose: 'works', exception_id: null, provider_id: v7() }
    return { ...row, state: 'queued' } as Partial<OutboxRow> as TownStarted
  })
}

async function gateOn({ open, dialect }: Database, { size, say }: Context): Promise<Row> {
  const store = await open()
  try {
    const people = size === 'quick' ? 2_000 : 20_000
    say(`gate: ${people} people on ${dialect}`)
    const { gate } = await consentsOn({ store, clock: systemClock(), newId: () => v7() })
    const messages = await filled(store, people)
    const took: number[] = []
    for (let from = 0; from + batch <= messages.length; from += batch) {
      const judged = messages.slice(from, from + batch)
      await store.transaction(async (tx) => {
        const begun = performance.now()
        for (const message of judged) {
          const word = await passage([gate], tx, message, Date.now())
          if (word.do !== 'send') throw new Error('somebody who agreed was refused')
        }
        took.push((performance.now() - begun) / batch)
      })
    }
    const each = median(took)
    return {
      what: `gate of consents, per send, ${dialect}`,
      measured: ms(each),
      comparedWith: `limit ${limit} ms`,
      ratio: each / limit,
      target: `< ${limit} ms`,
      verdict: each < limit ? 'kept' : 'missed',
    }
  } finally {
    await store.close()
  }
}

/** What it costs a message that the town starts to be held against the consent of whom it goes to. */
export const consentGateCost: Measurement = {
  name: 'gate',
  async run(context) {
    const sqlite = await gateOn(await context.places.sqlite(), context)
    const postgres = await context.places.postgres()
    return postgres ? [sqlite, await gateOn(postgres, context)] : [sqlite]
  },
}
