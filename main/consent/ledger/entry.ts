import type { Language } from '../../../contract/common.ts'
import type { LedgerEvent, LedgerMethod } from '../../../contract/ledger.ts'

export type MessageSeen = {
  readonly messageId: string
  readonly providerId: string | null
  readonly direction: 'in' | 'out'
  readonly status: string | null
  readonly at: number
}

/** Personal or free text. Sealed with the subject's key; the chain holds a commitment to each field only. */
export type ClearFields = {
  readonly identity?: string
  readonly shown?: string
  readonly question?: string
  readonly answer?: string
  readonly age?: string
  readonly detail?: string
}

type Said = {
  readonly event: LedgerEvent
  /** Null: about all purposes. */
  readonly purpose: { readonly id: string; readonly version: number } | null
  readonly basis: string | null
  readonly notice: {
    readonly id: string
    readonly version: number
    readonly language: Language
    /** Of the exact text shown, hex. */
    readonly sha256: string
  } | null
  readonly method: LedgerMethod
  readonly actor: { readonly kind: 'citizen' | 'operator' | 'bot' | 'system'; readonly id: string | null }
  readonly expiresAt: number | null
}

/** Something that happened to the consents of a citizen, to be written down. */
export type NewEntry = Said & {
  readonly citizenId: string
  /** Ids of the channel may hold a number, so they are sealed too. */
  readonly messages: readonly MessageSeen[]
  readonly clear: ClearFields
}

/** An entry as the chain holds it for ever: nothing in it names a person. */
export type ChainedEntry = Said & {
  readonly v: 1
  readonly seq: number
  /** Epoch milliseconds of the station's clock; `seq` is the order. */
  readonly at: number
  /** The citizen's id, made at random. */
  readonly subject: string
  /** SHA-256 of the subject's key, hex. */
  readonly key: string
  /** Per field of what is sealed, HMAC-SHA-256 under a key of that field alone, hex. */
  readonly commitments: Readonly<Record<string, string>>
  /** SHA-256 of what is sealed, hex. */
  readonly sealed: string
}

/** What is sealed: every clear field, and `messages` as canonical JSON. */
export type SealedFields = Readonly<Record<string, string>>

/** A row of the chain with what stands beside it. */
export type ChainRow = {
  readonly seq: number
  readonly citizenId: string
  readonly entry: string
  readonly hash: string
  /** Null where it is missing. */
  readonly sealed: string | null
  /** Null where it is missing or destroyed. */
  readonly key: string | null
}
