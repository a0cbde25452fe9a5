import Database from 'better-sqlite3'
import { openSqliteStore } from '../../main/store/sqlite.ts'
import { StoreError } from '../../main/store/store.ts'
import { systemClock } from './clock.ts'

/**
 * A process that uses a store where the specs' own process cannot: under a file size limit, or as a user with fewer
 * rights. `store-child.ts PATH KEY-HEX ROWS [UID]` writes up to ROWS rows of 20 kB, one per transaction, and prints
 * `{ written, code, readable }`: rows committed, code of the failure, rows it can still read after that.
 */
const [path = '', key = '', rows = '0', uid] = process.argv.slice(2)

// The driver's binary may lie in a folder that the other user cannot enter.
new Database(':memory:').close()
if (uid !== undefined) process.setuid?.(Number(uid))

console.log(JSON.stringify(await use()))

async function use() {
  let written = 0
  try {
    const store = await openSqliteStore({ path, key: Buffer.from(key, 'hex'), clock: systemClock() })
    try {
      for (; written < Number(rows); written += 1) {
        const setting = { key: `row-${written}`, value_json: 'x'.repeat(20_000), updated_at: written }
        await store.transaction((tx) => tx.insertInto('settings').values(setting).execute())
      }
      return { written, code: null, readable: written }
    } catch (error) {
      const readable = await store.read.selectFrom('settings').select('key').execute()
      return { written, code: codeOf(error), readable: readable.length }
    } finally {
      await store.close()
    }
  } catch (error) {
    return { written, code: codeOf(error), readable: null }
  }
}

function codeOf(error: unknown): string {
  return error instanceof StoreError ? error.code : String(error)
}
