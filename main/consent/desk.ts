import type { Language } from '../../contract/common.ts'
import type { ConsentState, Method, Standing } from '../../contract/consents.ts'
import type { Reader, Writer } from '../store/store.ts'

/** A message of the conversation that something was said with. */
export type Said = {
  readonly messageId: string
  readonly providerId: string | null
  /** Epoch milliseconds. */
  readonly at: number
  /** The literal words. */
  readonly text: string
}

/** One of our messages that the person had read before answering. */
export type ShownMessage = Said & {
  /** How far it came: `sending`, `accepted`, `delivered`, `read` … */
  readonly status: string | null
}

/** Whose act it is. */
export type By = { readonly kind: 'citizen' | 'operator' | 'bot' | 'system'; readonly id: string | null }

export type OfferedPurpose = {
  readonly id: string
  readonly version: number
  readonly name: string
  readonly description: string
  readonly state: ConsentState
}

export type Begun = {
  /** The first layer, ready to be sent, at most 600 characters. */
  readonly noticeText: string
  /** What INFO answers. */
  readonly secondLayer: string
  /** In years. */
  readonly minimumAge: number
  /** Epoch milliseconds. */
  readonly expiresAt: number
}

export type Accepted =
  | { readonly ok: true; readonly purposes: readonly string[] }
  | {
      readonly ok: false
      readonly reason: 'nothing_pending' | 'expired' | 'no_age' | 'nothing_chosen' | 'notice_changed' | 'under_age'
    }

export type { ConsentState, Method, Standing }

/** Joining, leaving and pausing, all inside the caller's transaction. */
export interface ConsentDesk {
  /** The active purposes, in their order, with what this person said of each. */
  offered(tx: Writer, citizenId: string, language: Language): Promise<readonly OfferedPurpose[]>
  /** Opens a request, or renews the one that is open. Gives nothing yet. */
  begin(
    tx: Writer,
    joining: {
      readonly citizenId: string
      /** Null where the person has not written yet. */
      readonly conversationId: string | null
      readonly language: Language
      readonly method: Method
      readonly by: By
      readonly said: Said | null
    },
  ): Promise<Begun>
  /** Under age closes the request as refused. */
  declareAge(
    tx: Writer,
    answer: { readonly citizenId: string; readonly oldEnough: boolean; readonly said: Said },
  ): Promise<void>
  /** Remembers what was chosen; gives nothing. */
  choose(
    tx: Writer,
    choice: { readonly citizenId: string; readonly purposeIds: readonly string[]; readonly said: Said },
  ): Promise<void>
  /** Gives what was chosen, if a request is open and everything before it was said. */
  accept(
    tx: Writer,
    answer: { readonly citizenId: string; readonly said: Said; readonly shown: readonly ShownMessage[] },
  ): Promise<Accepted>
  decline(tx: Writer, answer: { readonly citizenId: string; readonly said: Said }): Promise<void>
  /** Takes effect before the next send leaves: what is queued is taken back in the same transaction. */
  withdraw(
    tx: Writer,
    leaving: {
      readonly citizenId: string
      readonly purposeIds: readonly string[] | 'all'
      readonly method: Method
      readonly by: By
      readonly said: Said | null
    },
  ): Promise<{ readonly had: readonly string[] }>
  /** A doubt whether the person wants to leave: nothing is sent until it is settled. */
  hold(tx: Writer, citizenId: string): Promise<void>
  settleDoubt(
    tx: Writer,
    answer: { readonly citizenId: string; readonly leave: boolean; readonly said: Said },
  ): Promise<void>
  /** Null ends the pause. `until`: epoch milliseconds. */
  pause(
    tx: Writer,
    wish: { readonly citizenId: string; readonly until: number | null; readonly said: Said | null; readonly by: By },
  ): Promise<void>
  standing(db: Reader | Writer, citizenId: string, purposeId: string, now: number): Promise<Standing>
}
