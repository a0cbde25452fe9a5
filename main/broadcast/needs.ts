import type { Language } from '../../contract/common.ts'
import type { Town } from '../../contract/settings.ts'
import type { RenderPdf } from '../documents/printed-document.ts'
import type { AuditTrail } from '../operators/actor.ts'
import type { Clock, NewId } from '../station/needs.ts'
import type { Reader, Store, Writer } from '../store/store.ts'
import type { LineWord, Standing } from './audience-rules.ts'
import type { Look } from './rules.ts'

/** What people agreed to; the consents, seen from here. */
export interface Permissions {
  purposes(
    db: Reader | Writer,
    language: Language,
  ): Promise<
    readonly { readonly id: string; readonly name: string; readonly active: boolean; readonly urgent: boolean }[]
  >
  standing(db: Reader | Writer, citizenId: string, purposeId: string, now: number): Promise<Standing>
  /** Two people let messages of an urgent purpose leave without consent; the id of the exception. */
  except(
    tx: Writer,
    exception: {
      readonly purpose: string
      readonly reason: string
      readonly askedBy: string
      readonly approvedBy: string
    },
  ): Promise<string>
}

/** May one more leave now, and if not, until when and why. */
export type LinePassage = { readonly ok: true } | { readonly ok: false; readonly until: number; readonly limit: string }

/** So many messages that want to leave; the line lets runs take turns. Times are epoch milliseconds. */
export type LineRun = {
  readonly id: string
  readonly left: number
  /** Of two, who begins first goes first. */
  readonly startAt: number
  readonly kind: 'notice' | 'emergency'
  /** How many leave before the look at the first part; 0: none. */
  readonly look: number
  /** Nothing leaves before. */
  readonly restsUntil: number
}

export type LinePlan = {
  readonly beginsAt: number | null
  /** Null when nothing may leave in the time that is looked at. */
  readonly endsAt: number | null
  readonly bindingLimit: string | null
  /** Ids of the runs that have their turn before it. */
  readonly behind: readonly string[]
  readonly perDay: readonly { readonly day: string; readonly count: number }[]
  readonly reserve: number
}

/** How much the line bears; the line, seen from here. It has every number. */
export interface LineSense {
  readonly look: Look
  /** The most of a broadcast's messages that stand in the outbox at once. */
  inFlight(): number
  allowance(tx: Writer, of: { readonly lineId: string; readonly emergency: boolean }, now: number): Promise<LinePassage>
  /** Whom the line would not write to now, among these. Who is not named may be written to. */
  wordOn(
    db: Reader | Writer,
    of: { readonly lineId: string; readonly purpose: string; readonly citizenIds: readonly string[] },
    now: number,
  ): Promise<ReadonlyMap<string, LineWord>>
  /** When a run ends, with the others taking their turns. */
  plan(of: { readonly lineId: string; readonly run: LineRun; readonly others: readonly LineRun[] }): Promise<LinePlan>
  /** Nothing is wrong with it: a broadcast may go on after its first few. */
  isGreen(lineId: string, now: number): Promise<boolean>
}

/** What is handed over to leave. */
export type Letter = {
  readonly lineId: string
  readonly citizenId: string
  readonly purpose: string
  readonly emergency: boolean
  readonly broadcastId: string
  readonly deliveryId: string | null
  readonly exceptionId: string | null
  readonly text: string
  readonly media: { readonly id: string; readonly mime: string } | null
}

/** Records a message in the citizen's conversation and queues it; the inbox and the outbox, seen from here. */
export interface Letters {
  /** The id of the message. How the conversation stands does not change. */
  send(tx: Writer, letter: Letter): Promise<string>
}

/** Keeps a picture or PDF; the media, seen from here. Throws FILE_EMPTY, FILE_TOO_LARGE or FILE_REFUSED. */
export interface Files {
  maySend(): boolean
  keep(file: { readonly fileName: string; readonly bytes: Buffer }): Promise<{
    readonly kind: string
    readonly mime: string
    readonly fileName: string
    readonly bytes: number
    readonly blob: string
  }>
}

/** A phone as people write it, in E.164; the citizens, seen from here. */
export type ReadPhone = (
  written: string,
) => { readonly ok: true; readonly phone: string } | { readonly ok: false; readonly reason: 'not_a_phone' | 'landline' }

export type BroadcastNeeds = {
  readonly store: Store
  readonly clock: Clock
  readonly newId: NewId
  readonly audit: AuditTrail
  readonly town: () => Promise<Town>
  readonly permissions: Permissions
  /** Whether who writes may not approve; the security policy, seen from here. */
  readonly fourEyes: (db: Reader | Writer) => Promise<boolean>
  /** How the ledger of consents stands: how many entries there are, and the hash of the last, hex. */
  readonly register: () => Promise<{ readonly entries: number; readonly head: string }>
  readonly line: LineSense
  readonly letters: Letters
  readonly files: Files
  readonly readPhone: ReadPhone
  readonly print: RenderPdf
}
