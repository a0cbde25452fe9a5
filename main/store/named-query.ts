import { createHash } from 'node:crypto'
import type { CompiledQuery } from 'kysely'

type Named = { readonly name?: string }

const allColumns = /(?:select|returning|,) (?:"\w+"\.)?\*/i

/**
 * A query that is asked again and again, with a name under which a database may keep it parsed and planned. None where
 * all columns of a table come back: when a newer station adds one, PostgreSQL refuses what it has planned before.
 */
export function named<R>(query: CompiledQuery<R>): CompiledQuery<R> & Named {
  if (allColumns.test(query.sql)) return query
  return { ...query, name: createHash('sha256').update(query.sql).digest('hex').slice(0, 32) }
}

export const nameOf = (query: CompiledQuery & Named): string | undefined => query.name
