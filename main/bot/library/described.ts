import type { z } from 'zod'
import type { FlowVersion, flowDraft } from '../../../contract/assistant.ts'
import type { DescribedVersion, NamedDraft } from './queries.ts'

/** Who did it, as a console shows it; null when it was the program. */
const author = (id: string | null, name: string | null): FlowVersion['by'] =>
  id === null ? null : { id, name: name ?? '' }

export const describedVersion = (row: DescribedVersion): FlowVersion => ({
  version: row.version,
  state: row.state,
  at: row.created_at,
  by: author(row.author_id, row.author_name),
  note: row.note,
  shipped: row.shipped_version !== null,
  restores: row.restores,
})

export const describedDraft = (row: NamedDraft): z.infer<typeof flowDraft> => ({
  revision: row.revision,
  basedOn: row.based_on,
  at: row.updated_at,
  by: author(row.author_id, row.author_name),
  faults: row.faults,
})
