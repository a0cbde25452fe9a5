import {
  type CompiledQuery,
  type DatabaseConnection,
  DefaultQueryExecutor,
  type Dialect,
  DummyDriver,
  Kysely,
  type QueryResult,
  Transaction,
} from 'kysely'
import type { Schema } from './schema.ts'
import type { Reader, Writer } from './store.ts'

/** Runs one compiled query on a connection the store chose. */
export type Run = <R>(query: CompiledQuery) => Promise<QueryResult<R>>

/**
 * Hands a query straight to the connection. Kysely's own driver takes a connection from a queue for every
 * statement; the store owns its connections and queues whole transactions, so that work would be done twice.
 */
class DirectExecutor extends DefaultQueryExecutor {
  readonly #run: Run

  constructor(dialect: Dialect, run: Run) {
    const connection: DatabaseConnection = {
      executeQuery: run,
      streamQuery: () => {
        throw new Error('The store does not stream rows: page through them')
      },
    }
    super(dialect.createQueryCompiler(), dialect.createAdapter(), {
      provideConnection: (consumer) => consumer(connection),
    })
    this.#run = run
  }

  override executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    return this.#run(query)
  }
}

export function makeReader(dialect: Dialect, run: Run): Reader {
  return new Kysely<Schema>(props(dialect, run))
}

/** A writer for one transaction, and how to make it refuse any statement that comes after its end. */
export function makeWriter(dialect: Dialect, run: Run): { tx: Writer; end: () => void } {
  let open = true
  const guarded: Run = (query) =>
    open ? run(query) : Promise.reject(new Error('A statement came after the end of its transaction'))
  const tx = new Transaction<Schema>(props(dialect, guarded))
  return {
    tx,
    end: () => {
      open = false
    },
  }
}

function props(dialect: Dialect, run: Run) {
  return { config: { dialect }, dialect, driver: new DummyDriver(), executor: new DirectExecutor(dialect, run) }
}
