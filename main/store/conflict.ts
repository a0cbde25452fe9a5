/**
 * Whether a statement failed because a row with the same unique value exists. PostgreSQL then refuses the rest of the
 * transaction: let it fail as a whole, or write `on conflict do nothing` instead.
 */
export function isConflict(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return code === '23505' || code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY'
}
