import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { keyFileVault } from '../main/station/key-file-vault.ts'
import { type Amount, fill, idOf, type Size } from './fill.ts'
import { type Database, type Places, sqliteAt } from './places.ts'
import { townStation } from './town.ts'

/** A store with years of messages in it. */
export type FilledTown = Amount & {
  readonly database: Database
  /** The data folder; a station process can be started on it where the store is a file. */
  readonly folder: string
  /** Whose inbox is measured. */
  readonly operatorId: string
}

export type FilledTowns = { sqlite(): Promise<FilledTown>; postgres(): Promise<FilledTown | null> }

const amounts: Readonly<Record<Size, Amount>> = {
  quick: { conversations: 10_000, messages: 100_000 },
  full: { conversations: 100_000, messages: 1_000_000 },
}

/** Towns that are filled when somebody first asks for them. */
export function filledTowns(needs: { places: Places; size: Size; say: (text: string) => void }): FilledTowns {
  const amount = amounts[needs.size]
  let sqlite: Promise<FilledTown> | undefined
  let postgres: Promise<FilledTown | null> | undefined

  const filled = async (database: Database, folder: string): Promise<FilledTown> => {
    const { conversations, messages } = amount
    needs.say(`filling ${database.dialect} with ${conversations} conversations and ${messages} messages`)
    const { lineId, operatorId } = await found(database, folder)
    const raw = await database.raw()
    try {
      const colleagues = Array.from({ length: 7 }, (_, number) => idOf(9, number))
      await raw.load('operators', colleagues.map(operatorRow))
      const operators = [operatorId, ...colleagues]
      await fill({ ...amount, raw, lineId, operators, now: Date.now(), say: needs.say })
    } finally {
      await raw.close()
    }
    return { ...amount, database, folder, operatorId }
  }

  const makeSqlite = async () => {
    const folder = await needs.places.folder()
    await mkdir(join(folder, 'practice'))
    const key = await keyFileVault(folder).masterKey()
    return filled(await sqliteAt(join(folder, 'practice/store.db'), key), folder)
  }

  const makePostgres = async () => {
    const database = await needs.places.postgres()
    return database && filled(database, await needs.places.folder())
  }

  return {
    sqlite() {
      sqlite ??= makeSqlite()
      return sqlite
    },
    postgres() {
      postgres ??= makePostgres()
      return postgres
    },
  }
}

/** The town's line and its first operator, made by the product itself. */
async function found(database: Database, folder: string): Promise<{ lineId: string; operatorId: string }> {
  const store = await database.open()
  await townStation(store, folder)
  const line = await store.read.selectFrom('lines').select('id').executeTakeFirstOrThrow()
  const operator = await store.read.selectFrom('operators').select('id').executeTakeFirstOrThrow()
  await store.close()
  return { lineId: line.id, operatorId: operator.id }
}

const operatorRow = (id: string, number: number) => ({
  id,
  username: `operador${number}`,
  name: `Operador ${number}`,
  role: 'operator',
  language: 'es',
  password_hash: '-',
  failed_tries: 0,
  created_at: 0,
})
