/** Secrets of the town and the ledger of consents. */
export type LedgerTables = {
  town_secrets: TownSecretRow
  subject_keys: SubjectKeyRow
  ledger_entries: LedgerEntryRow
  ledger_sealed: LedgerSealedRow
  ledger_tip: LedgerTipRow
  ledger_checks: LedgerCheckRow
  ledger_heads: LedgerHeadRow
}

/** `secret`: 32 random bytes, base64. */
type TownSecretRow = { name: string; secret: string }

/** `key`: 32 random bytes, base64; null once destroyed, and then for ever. */
type SubjectKeyRow = { citizen_id: string; key: string | null }

/** `entry`: canonical JSON. `hash`: SHA-256 of the hash before it and that of the entry, hex. `seq` counts from 1 without gaps. */
type LedgerEntryRow = { seq: number; citizen_id: string; entry: string; hash: string }

/** What an entry says in clear, sealed with the key of its subject, base64. */
type LedgerSealedRow = { seq: number; sealed: string }

/** The last entry, in one row with id 1: entries cut off from the end are missed. */
type LedgerTipRow = { id: number; seq: number; hash: string }

/** What came of the last verification, in one row with id 1. */
type LedgerCheckRow = { id: number; at: number; result_json: string }

/** What was the last entry on a `day` (`2026-11-26` in the town), as canonical JSON and signed; keys and signatures are base64. */
type LedgerHeadRow = { day: string; seq: number; statement: string; public_key: string; signature: string }
