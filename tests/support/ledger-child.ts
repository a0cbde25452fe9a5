import { consentLedger } from '../../main/consent/ledger/ledger.ts'
import { openPostgresStore } from '../../main/store/postgres.ts'
import { openSqliteStore } from '../../main/store/sqlite.ts'
import { systemClock } from './clock.ts'
import { consentOf } from './ledger-entries.ts'

/**
 * A process that appends to the ledger until it is killed, for a fourth of the entries destroying the subject's key in
 * the same transaction: `ledger-child.ts PATH KEY-HEX` or `ledger-child.ts postgres://…`. Prints the number of every
 * entry once it is committed.
 */
const [place = '', key = ''] = process.argv.slice(2)
const clock = systemClock()
const store = place.startsWith('postgres')
  ? await openPostgresStore({ url: place, clock })
  : await openSqliteStore({ path: place, key: Buffer.from(key, 'hex'), clock })
const ledger = consentLedger({ clock })

for (let n = 0; ; n += 1) {
  const citizenId = `${process.pid}-${n}`
  const { seq } = await store.transaction(async (tx) => {
    const given = await ledger.append(tx, consentOf(citizenId))
    if (n % 4 > 0) return given
    const destroyed = await ledger.append(tx, consentOf(citizenId, { event: 'destroyed', clear: {}, messages: [] }))
    await ledger.destroyKey(tx, citizenId)
    return destroyed
  })
  process.stdout.write(`${seq}\n`)
}
