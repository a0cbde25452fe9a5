/** What is kept of the people who write, beside who they are: tags, former numbers, merges and lists being imported. */
export type CitizenTables = {
  citizen_tags: CitizenTagRow
  former_identifiers: FormerIdentifierRow
  citizen_merges: CitizenMergeRow
  citizen_merge_rows: CitizenMergeRowRow
  distinct_citizens: DistinctCitizensRow
  citizen_imports: CitizenImportRow
  citizen_import_chunks: CitizenImportChunkRow
  citizen_import_rows: CitizenImportRowRow
}

type CitizenTagRow = { citizen_id: string; tag: string }

/** A number or WhatsApp id that was somebody's and no longer is. */
type FormerIdentifierRow = {
  id: string
  citizen_id: string
  kind: string
  value: string
  created_at: number
  ended_at: number
}

/** Two records of one person made one. While it can be undone, `before_json` and its rows say how. */
type CitizenMergeRow = {
  id: string
  kept_id: string
  merged_id: string
  operator_id: string
  at: number
  undone_at: number | null
  /** The two records and their threads as they were; null once it is too late to undo. */
  before_json: string | null
}

/** A row that changed hands: `place` is the table and column, `row_id` its key there. */
type CitizenMergeRowRow = { merge_id: string; place: string; row_id: string }

/** Two citizens a person said are not the same; `one_id` sorts before `other_id`. */
type DistinctCitizensRow = { one_id: string; other_id: string; at: number }

type CitizenImportRow = {
  id: string
  file_name: string
  bytes: number
  received: number
  state: 'receiving' | 'received' | 'checking' | 'checked' | 'importing' | 'done' | 'cancelled' | 'failed'
  /** How the file is read, once a person has said which column is what. */
  reading_json: string | null
  /** Lines judged, or written, so far. */
  done_line: number
  counts_json: string
  fault_json: string | null
  operator_id: string
  created_at: number
  updated_at: number
}

/** A piece of the file, encrypted among the blobs. */
type CitizenImportChunkRow = { import_id: string; position: number; blob: string; bytes: number }

type CitizenImportRowRow = {
  import_id: string
  line: number
  /** E.164; null where there is none. */
  phone: string | null
  verdict: string
  reason: string | null
  row_json: string
}
