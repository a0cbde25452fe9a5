import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { describe, expect, it } from 'vitest'
import { verifyLedger } from '../../main/consent/ledger/verify.ts'
import { readPostgresStore, readSqliteStore, type StoreReader } from '../../main/store/read-only.ts'
import { postgresDatabase, testKey } from '../support/stores.ts'

const child = join(import.meta.dirname, '../support/ledger-child.ts')

/** Lets a process append and kills it in the middle, after it told of `most` entries; answers the last one it told of. */
async function appendAndDie(args: readonly string[], most: number): Promise<number> {
  const running = spawn(process.execPath, [child, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise((resolve) => running.once('close', resolve))
  let last = 0
  let told = 0
  for await (const line of createInterface({ input: running.stdout })) {
    last = Number(line)
    told += 1
    if (told === most) running.kill('SIGKILL')
  }
  await ended
  return last
}

type Database = {
  readonly args: readonly string[]
  readonly look: () => Promise<StoreReader>
  readonly end: () => Promise<void>
}

const databases: readonly (readonly [string, () => Promise<Database>])[] = [
  [
    'sqlite',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'ventanilla-ledger-'))
      const path = join(folder, 'store.db')
      return {
        args: [path, testKey.toString('hex')],
        look: () => readSqliteStore({ path, key: testKey }),
        end: async () => rmSync(folder, { recursive: true, force: true }),
      }
    },
  ],
  [
    'postgres',
    async () => {
      const { url, remove } = await postgresDatabase()
      return { args: [url], look: () => readPostgresStore(url), end: remove }
    },
  ],
]

describe.each(databases)('the ledger, killed in the middle of appends [%s]', (_dialect, database) => {
  it('has every entry that was told of, without gaps, and nothing half written', async () => {
    const { args, look, end } = await database()
    try {
      for (const most of [2, 7]) {
        const [last, other] = await Promise.all([appendAndDie(args, most), appendAndDie(args, most + 2)])
        const store = await look()
        const result = await verifyLedger(store.read)
        await store.close()
        expect(result).toMatchObject({ ok: true })
        expect(result.ok && result.entries).toBeGreaterThanOrEqual(Math.max(last, other))
      }
    } finally {
      await end()
    }
  })
})
