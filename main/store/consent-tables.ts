import type { Generated } from 'kysely'
import type { ConsentState, Method } from '../../contract/consents.ts'

/** What people agreed to, the words it was asked with, and what limits their contact. Read with `schema.ts`. */
export type ConsentTables = {
  purposes: PurposeRow
  purpose_versions: PurposeVersionRow
  notices: NoticeRow
  notice_texts: NoticeTextRow
  consents: ConsentRow
  contact_limits: ContactLimitRow
  suppressions: SuppressionRow
  consent_requests: ConsentRequestRow
  exceptions: ExceptionRow
  live_consents: LiveConsentRow
}

/** What the town may write about. A consent of a version before `live_from` has to be asked for again. */
type PurposeRow = {
  id: string
  version: number
  live_from: number
  active: number
  /** May leave under a civil-emergency exception. */
  urgent: number
  basis: string
  /** `{ language: { name, description } }` */
  texts_json: string
  position: number
  updated_at: number
}

/** Only grows: the database refuses to change one. */
type PurposeVersionRow = {
  purpose: string
  version: number
  kind: 'first' | 'minor' | 'material'
  basis: string
  texts_json: string
  at: number
  operator_id: string | null
}

/** A draft while `published_at` is null; the database refuses to change it afterwards. */
type NoticeRow = {
  version: number
  kind: 'first' | 'minor' | 'material' | null
  /** The purposes that a material change asks again for. */
  purposes_json: string
  created_at: number
  published_at: number | null
  published_by: string | null
}

type NoticeTextRow = {
  notice: number
  language: string
  first_layer: string
  second_layer: string
  updated_at: number
  approved_at: number | null
  approved_by: string | null
}

type ConsentRow = {
  citizen_id: string
  purpose: string
  state: Exclude<ConsentState, 'none' | 'requested'>
  /** Of the purpose, when it was given. */
  version: number
  since: number
  /** When the number counts as passed on to somebody else unless it is heard of. */
  expires_at: number | null
  /** The minimum age that was declared; null where none was asked. */
  age: number | null
  /** Of the entry of the ledger that made it so. */
  seq: number
  /** The version of the notice that they were shown, or told of since; 0 where none is known. */
  notice: Generated<number>
}

/** What stands against writing to a person at all, whatever they agreed to. */
type ContactLimitRow = {
  citizen_id: string
  /** They may have asked to leave: nothing until they say. */
  held_at: number | null
  paused_until: number | null
  opted_out_at: number | null
  blocked_at: number | null
}

/** A keyed hash of an identifier whose owner left: it outlives the person's data. */
type SuppressionRow = { hash: string; kind: string; at: number }

/** The last time somebody was asked; one a person. */
type ConsentRequestRow = {
  citizen_id: string
  conversation_id: string | null
  state: 'open' | 'accepted' | 'declined' | 'expired' | 'under_age' | 'closed'
  method: Method
  /** The question was put in the chat, or on paper before the chat confirms it. */
  asked_in_chat: number
  by_kind: 'citizen' | 'operator' | 'bot' | 'system'
  by_id: string | null
  notice: number
  /** Asked for; the notice may have fallen back to another. */
  language: string
  notice_language: string
  /** The first layer as it was shown. */
  shown: string
  /** The minimum in force, in years. */
  age: number
  old_enough: number | null
  purposes_json: string
  begun_at: number
  expires_at: number
  reminded_at: number | null
}

/** A civil emergency: two people let messages of an urgent purpose leave without consent, for a while. */
type ExceptionRow = {
  id: string
  purpose: string
  reason: string
  asked_by: string
  asked_at: number
  approved_by: string | null
  approved_at: number | null
  revoked_by: string | null
  revoked_at: number | null
  until: number
  /** Who looked back at it once it was over. */
  reviewed_by: string | null
  reviewed_at: number | null
}

/** A view: given, of a version still in force, and nothing stands against it but what the clock says. */
type LiveConsentRow = {
  citizen_id: string
  purpose: string
  since: number
  expires_at: number | null
  paused_until: number | null
}
