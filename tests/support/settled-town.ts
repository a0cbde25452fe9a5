import { setImmediate as breathe } from 'node:timers/promises'
import { consentLedger } from '../../main/consent/ledger/ledger.ts'
import type { Store } from '../../main/store/store.ts'
import { systemClock } from './clock.ts'
import { consentOf } from './ledger-entries.ts'
import { phone } from './rows.ts'

/** Citizens of one transaction. */
const together = 250

/** A neighbourhood of every fiftieth of them. */
export const north = 'Norte'
export const isInTheNorth = ({ n }: { readonly n: number }) => n % 50 === 0

export const settler = (n: number) => ({
  n,
  id: `citizen-${String(n).padStart(6, '0')}`,
  // Beyond the numbers of the practice town itself.
  phone: phone(300_000 + n),
})

/** As many citizens, from 1 on, who wrote once and agreed to be told of `purpose`, as the ledger says. */
export async function settle(store: Store, count: number, purpose: string): Promise<void> {
  const line = await store.read.selectFrom('lines').select('id').executeTakeFirstOrThrow()
  const ledger = consentLedger({ clock: systemClock() })
  const now = Date.now()
  for (let from = 1; from <= count; from += together) {
    // SQLite would not let go of the process: what else it holds, such as connections, has to be looked after.
    await breathe()
    await store.transaction(async (tx) => {
      for (let n = from; n < Math.min(from + together, count + 1); n++) {
        const { id, phone: value } = settler(n)
        const neighbourhood = isInTheNorth({ n }) ? north : ''
        await tx
          .insertInto('citizens')
          .values({ id, name: `Rosa Vecina ${n}`, language: null, neighbourhood, created_at: now })
          .execute()
        const identifier = { id: `identifier-${n}`, citizen_id: id, kind: 'phone', value, created_at: now }
        await tx.insertInto('citizen_identifiers').values(identifier).execute()
        const thread = {
          id: `thread-${n}`,
          line_id: line.id,
          citizen_id: id,
          state: 'resolved' as const,
          unfinished: 0,
        }
        const nobody = { assignee_id: null, waiting_since: null, snoozed_until: null, topic: null }
        const last = { last_seq: 1, last_inbound_seq: 1, last_text: 'gracias', last_kind: 'text' }
        const times = { last_direction: 'in' as const, last_at: now, created_at: now }
        await tx
          .insertInto('conversations')
          .values({ ...thread, ...nobody, ...last, ...times })
          .execute()
        const said = { purpose: { id: purpose, version: 1 }, clear: { identity: value, answer: 'ACEPTO' } }
        const { seq } = await ledger.append(tx, consentOf(id, said))
        const consent = { citizen_id: id, purpose, state: 'given' as const, version: 1, since: now }
        await tx
          .insertInto('consents')
          .values({ ...consent, expires_at: null, age: 14, seq })
          .execute()
      }
    })
  }
}
