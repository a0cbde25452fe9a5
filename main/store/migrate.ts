import { CompiledQuery } from 'kysely'
import { type Migration, type MigrationTools, migrationTools } from './migrations/migration.ts'
import { StoreError } from './store.ts'

export type AppliedMigrations = readonly number[]

/** What is left to run. Throws `STORE_NEWER` when the database knows a migration this program does not. */
export function pending(applied: AppliedMigrations, known: readonly Migration[]): readonly Migration[] {
  const newest = known.at(-1)?.number ?? 0
  const unknown = applied.filter((number) => number > newest)
  if (unknown.length > 0) {
    throw new StoreError(
      'STORE_NEWER',
      `The store was written by a newer version of the program (schema ${Math.max(...unknown)}, this one knows ${newest}). Install the newer version; nothing was changed.`,
    )
  }
  return known.filter(({ number }) => !applied.includes(number))
}

/** Runs migrations and writes down each. The caller gives the transaction. */
export async function apply(
  steps: readonly Migration[],
  dialect: MigrationTools['dialect'],
  at: number,
  handle: { run: (sql: string) => Promise<void>; query: (query: CompiledQuery) => Promise<unknown> },
): Promise<void> {
  const tools = migrationTools(dialect, handle.run)
  await handle.run(
    `create table if not exists migrations (number ${tools.int} primary key, name text not null, at ${tools.int} not null)`,
  )
  for (const step of steps) {
    await step.up(tools)
    const marks = dialect === 'sqlite' ? '?, ?, ?' : '$1, $2, $3'
    await handle.query(
      CompiledQuery.raw(`insert into migrations (number, name, at) values (${marks})`, [step.number, step.name, at]),
    )
  }
}
