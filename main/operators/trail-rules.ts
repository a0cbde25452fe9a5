/** What an entry of the audit trail holds besides its place and its hash, as the store has it. */
export type TrailFields = {
  readonly at: number
  readonly actor_kind: string
  readonly actor_id: string | null
  readonly action: string
  readonly object_kind: string | null
  readonly object_id: string | null
  readonly result: string
  readonly detail: string | null
  readonly desk: string | null
  readonly clock: string | null
  readonly version: string | null
  readonly reason: string | null
  readonly approver_id: string | null
  readonly before_hash: string | null
  readonly after_hash: string | null
}

/** The fields in the order in which they are hashed; it never changes. */
export const trailFields = [
  'at',
  'actor_kind',
  'actor_id',
  'action',
  'object_kind',
  'object_id',
  'result',
  'detail',
  'desk',
  'clock',
  'version',
  'reason',
  'approver_id',
  'before_hash',
  'after_hash',
] as const satisfies readonly (keyof TrailFields)[]

/** What is hashed: a JSON array of the hash before and every field, so that no two entries read alike. */
export const chained = (previous: string, entry: TrailFields): string =>
  JSON.stringify([previous, ...trailFields.map((field) => entry[field])])

/** The act that binds the entries older than the chain to its first one. */
export const chainBegun = 'audit.chain'

export const writeBegun = (entries: number, digest: string): string => `${entries} entries, sha256 ${digest}`

/** Formulas of spreadsheets do not run in what we export: a cell that would begin one begins with an apostrophe. */
export function csvCell(value: string | number | null): string {
  const text = value === null ? '' : String(value)
  const safe = typeof value === 'string' && /^[\s]*[=+\-@\t\r\n]/.test(text) ? `'${text}` : text
  return /[";\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** With semicolons, as spreadsheets in Spanish read them. */
export const csvLine = (cells: readonly (string | number | null)[]): string => `${cells.map(csvCell).join(';')}\r\n`
