import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type ManualClock, manualClock } from '../../tests/support/clock.ts'
import { type Act, act, type Slot, type World } from '../../tests/support/consent-acts.ts'
import { newcomer } from '../../tests/support/consent-model.ts'
import { type ConsentTown, consentTown } from '../../tests/support/consent-town.ts'
import { sequentialIds } from '../../tests/support/ids.ts'
import { testKey } from '../../tests/support/stores.ts'
import { openSqliteStore } from '../store/sqlite.ts'
import type { Store } from '../store/store.ts'
import { consentLedger } from './ledger/ledger.ts'
import { derive } from './rules.ts'

/** Thousands of small commits: where the machine has a disk in memory, on that. */
const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'ventanilla-consents-'))
const newId = sequentialIds()
const start = Date.UTC(2026, 2, 2, 8)

let store: Store
let town: ConsentTown
const time = { now: start }
const clock: ManualClock = { ...manualClock(), now: () => time.now }

beforeAll(async () => {
  store = await openSqliteStore({ path: join(folder, 'store.db'), key: testKey, clock })
  town = await consentTown({ store, clock, newId })
})
afterAll(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

/** The state that the program keeps is the one that follows from its ledger alone. */
async function expectLedgerToSayTheSame({ people }: World): Promise<void> {
  const ledger = consentLedger({ clock })
  for (const { real } of people) {
    const lines = await ledger.entriesOf(store.read, real.id)
    const { consents } = derive(lines.map(({ event, purpose }) => ({ event, purpose: purpose?.id ?? null })))
    const rows = await store.read
      .selectFrom('consents')
      .select(['purpose', 'state'])
      .where('citizen_id', '=', real.id)
      .execute()
    expect(Object.fromEntries(rows.map(({ purpose, state }) => [purpose, state]))).toEqual(Object.fromEntries(consents))
  }
}

let phones = 0
const nextPhone = () => {
  phones += 1
  return `+34700${String(phones).padStart(6, '0')}`
}

async function wordings(): Promise<Map<string, number>> {
  const rows = await store.read.selectFrom('purposes').select(['id', 'live_from']).execute()
  return new Map(rows.map(({ id, live_from }) => [id, live_from]))
}

/** Nothing of one run is left for the next to send. */
const sweepUp = () =>
  store.transaction((tx) =>
    tx.updateTable('outbox').set({ state: 'cancelled' }).where('state', 'in', ['queued', 'sending']).execute(),
  )

it('lets a town-started message leave exactly when somebody agreed to it, whatever happened before', async () => {
  const totals = { left: 0, held: 0 }
  const run = async (acts: readonly Act[]) => {
    time.now = start
    const [one, other] = [nextPhone(), nextPhone()]
    const people: [Slot, Slot] = [
      { real: await town.neighbour(one), told: newcomer(one) },
      { real: await town.neighbour(other), told: newcomer(other) },
    ]
    const notice = (await town.consents().notices.list()).find(({ state }) => state === 'current')?.version ?? 0
    const told = { now: start, notice, wordings: await wordings(), gone: new Set<string>() }
    const world: World = {
      ...{ env: { store, town, clock, newId, time }, people, told, merged: null },
      ...{ waiting: new Map(), left: 0, held: 0 },
    }
    for (const each of acts) await each(world)
    await expectLedgerToSayTheSame(world)
    await sweepUp()
    totals.left += world.left
    totals.held += world.held
  }
  const many = fc.array(act, { minLength: 8, maxLength: 30, size: 'max' })
  await fc.assert(fc.asyncProperty(many, run), { numRuns: 30, endOnFailure: true })
  expect(totals.left).toBeGreaterThan(20)
  expect(totals.held).toBeGreaterThan(20)
}, 120_000)
