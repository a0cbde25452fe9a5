import type pg from 'pg'

/** Plain SQL names only: they go into the statement as they are. */
const isPlain = (name: string) => /^[a-z_]+$/.test(name)

/**
 * Dead rows are cleared by VACUUM, and words that wait beside the search index are put into it first. What the server
 * keeps in its log and its own copies is in the hands of who runs it.
 */
export async function scrubPostgres(client: Pick<pg.PoolClient, 'query'>): Promise<boolean> {
  await client.query(`select gin_clean_pending_list('message_search_words')`)
  const { rows } = await client.query<{ tablename: string }>(
    'select tablename from pg_tables where schemaname = current_schema() and tableowner = current_user',
  )
  const names = rows.map(({ tablename }) => tablename).filter(isPlain)
  if (names.length > 0) await client.query(`vacuum ${names.join(', ')}`)
  return true
}
