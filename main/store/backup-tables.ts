export type BackupTables = { restore_tests: RestoreTestRow }

/** The dated record of a trial restore. */
type RestoreTestRow = {
  id: string
  backup_id: string
  at: number
  ok: number
  result_json: string
  operator_id: string | null
}
