import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { checkFile } from '../consent/ledger/check-file.ts'
import { verifyLedger } from '../consent/ledger/verify.ts'
import { readPostgresStore, readSqliteStore, type StoreReader } from '../store/read-only.ts'
import { readChoice } from './choice.ts'
import { decodeKey, keyFileName, readKey } from './key-file.ts'

const usage = `Usage: npm run --silent ledger -- verify --data DIR [--practice] | --database URL | FILE
  --data DIR       the ledger of a data folder, read only, also while a station runs on it
  --practice       that of the practice town in it, instead of the one that was open last or is there alone
  --database URL   postgres://… instead of SQLite in a data folder
  FILE             an exported evidence (.json)
Prints "ok, N entries, head …" and ends with 0; or the first broken entry, or why nothing could be read, and ends with 1.`

const options = z
  .object({
    command: z.literal('verify'),
    file: z.string().min(1).optional(),
    data: z.string().min(1).optional(),
    database: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
    practice: z.boolean().default(false),
  })
  .refine(({ file, data, database }) => [file, data, database].filter((place) => place !== undefined).length === 1, {
    error: 'say one of --data, --database and a file',
  })

/** What is printed, on standard error for bad arguments (2), and how the process ends. */
export type Outcome = { readonly code: 0 | 1 | 2; readonly line: string }

function readOptions(args: readonly string[]): z.infer<typeof options> | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { data: { type: 'string' }, database: { type: 'string' }, practice: { type: 'boolean' } },
    })
    const [command, file, ...more] = positionals
    if (more.length > 0) return 'One file at a time.'
    const read = options.safeParse({ command, file, ...values })
    if (read.success) return read.data
    const [issue] = read.error.issues
    return `${issue?.path.join('.') || 'arguments'}: ${issue?.message}`
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

const cannot = (why: string): Outcome => ({ code: 1, line: why })

async function openFolder(folder: string, practice: boolean): Promise<StoreReader> {
  const storeOf = (kind: 'practice' | 'town') => join(folder, kind, 'store.db')
  const only = !existsSync(storeOf('town')) && existsSync(storeOf('practice')) ? 'practice' : 'town'
  const kind = practice ? 'practice' : ((await readChoice(folder)) ?? only)
  const path = storeOf(kind)
  if (!existsSync(path)) throw new Error(`There is no ledger in ${folder}: it holds no ${kind}/store.db.`)
  const key = decodeKey((await readKey(folder, keyFileName))?.toString('utf8') ?? '')
  if (!key)
    throw new Error(
      'The key of this data folder is not in a file: the desktop program keeps it. Verify the ledger in its console.',
    )
  return readSqliteStore({ path, key })
}

async function verifyStore(store: StoreReader): Promise<Outcome> {
  try {
    const result = await verifyLedger(store.read)
    return result.ok
      ? { code: 0, line: `ok, ${result.entries} entries, head ${result.head}` }
      : { code: 1, line: `broken at entry ${result.seq}: ${result.fault}` }
  } finally {
    await store.close()
  }
}

async function verifyFile(path: string): Promise<Outcome> {
  const result = checkFile(await readFile(path, 'utf8'))
  if (!result.ok)
    return cannot(result.seq === null ? `broken: ${result.why}` : `broken at entry ${result.seq}: ${result.why}`)
  return {
    code: 0,
    line: `ok, ${result.entries} entries, head ${result.head}, signed by ${result.signers.join(', ')}`,
  }
}

/** `npm run ledger`: verifies what `args` name. Nothing is written, and a key that is not there is not made. */
export async function ledgerCommand(args: readonly string[]): Promise<Outcome> {
  const asked = readOptions(args)
  if (typeof asked === 'string') return { code: 2, line: `${asked}\n\n${usage}` }
  try {
    if (asked.file !== undefined) return await verifyFile(resolve(asked.file))
    const store =
      asked.database === undefined
        ? await openFolder(resolve(asked.data ?? ''), asked.practice)
        : await readPostgresStore(asked.database)
    return await verifyStore(store)
  } catch (error) {
    return cannot(error instanceof Error ? error.message : String(error))
  }
}
