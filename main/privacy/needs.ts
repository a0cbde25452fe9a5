import type { Language } from '../../contract/common.ts'
import type { Town } from '../../contract/settings.ts'
import type { RenderPdf } from '../documents/printed-document.ts'
import type { AuditEntry, AuditTrail } from '../operators/actor.ts'
import type { Clock, KeyFor, NewId } from '../station/needs.ts'
import type { BlobStore } from '../store/blobs.ts'
import type { Reader, Store, Writer } from '../store/store.ts'
import type { PersonalData } from './personal-data.ts'

/** Who people are, seen from their rights. */
export interface People {
  /** What tells a person from others, each as `kind:value`. */
  identitiesOf(db: Reader | Writer, citizenId: string): Promise<readonly string[]>
  /** Other records of the same person, which go with this one. */
  mergedInto(db: Reader | Writer, citizenId: string): Promise<readonly string[]>
  knownBefore(db: Reader | Writer, before: number): AsyncIterable<string>
  find(
    db: Reader,
    text: string,
  ): Promise<readonly { readonly id: string; readonly name: string; readonly phone: string | null }[]>
  /** Throws NOT_FOUND. `before` and `after` are hashes. */
  rectify(
    tx: Writer,
    citizenId: string,
    change: { readonly name?: string | undefined; readonly language?: Language | undefined },
  ): Promise<readonly { readonly field: string; readonly before: string; readonly after: string }[]>
}

/** Consents and the register that proves them, seen from the rights; all in the caller's transaction. */
export interface ConsentStop {
  /** No town-started message leaves any more, nor does an import bring the person back. */
  withdrawAll(tx: Writer, citizenId: string, by: AuditEntry['actor']): Promise<void>
  /** None leaves until it is settled. */
  hold(tx: Writer, citizenId: string): Promise<void>
  /** The gate refuses for good, and the register says since when. */
  block(tx: Writer, citizenId: string, by: AuditEntry['actor']): Promise<void>
  /** The register notes it and forgets the key of the subject: what it says of them can no longer be read. */
  destroyed(tx: Writer, citizenId: string): Promise<void>
}

/** Who answers for the data, beside what is set of the town. */
export type Office = { readonly officer: string; readonly authority: string }

export type PrivacyNeeds = {
  readonly store: Store
  readonly blobs: BlobStore
  readonly keyFor: KeyFor
  readonly clock: Clock
  readonly newId: NewId
  readonly audit: AuditTrail
  readonly town: () => Promise<Town>
  readonly people: People
  readonly consents: ConsentStop
  readonly office: () => Promise<Office>
  /** Every part of the town that holds personal data, in the order in which they are erased. */
  readonly parts: readonly PersonalData[]
  /** Whether anything in the store names these encrypted bytes. */
  readonly isNamed: (db: Reader | Writer, blob: string) => Promise<boolean>
  /** 32 bytes that all stations of the town share. */
  readonly townSecret: (tx: Writer, name: string) => Promise<Buffer>
  readonly renderPdf: RenderPdf
}
