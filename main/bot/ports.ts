import type { Language } from '../../contract/common.ts'
import type { Town } from '../../contract/settings.ts'
import type { Writer } from '../store/store.ts'
import type { Answer } from './answer.ts'

/** One thing a text may mean. */
export type Guess = {
  readonly intent: string
  /** From 0 to 1, calibrated. */
  readonly score: number
}

/** What a text means. */
export type Understanding = {
  /** The best intent, or `none`. */
  readonly intent: string
  /** From 0 to 1, calibrated. */
  readonly score: number
  /** The best three, best first. */
  readonly top: readonly Guess[]
  /** Sure enough to act, to offer as a guess, or neither. */
  readonly decision: 'act' | 'offer' | 'none'
  /** Whether the citizen wants no more notices; `ask` is a doubt that a question must settle. */
  readonly optOut: 'yes' | 'no' | 'ask'
  readonly danger: boolean
  /** What it is written in; null when that cannot be told. */
  readonly lang: Language | null
}

/** Synchronous and pure between two changes of what the town taught; never throws. `hint`: the citizen's language. */
export type Understand = (text: string, hint: Language | null) => Understanding

/** Open until a time of today, or closed until a moment; `next` is null when nobody knows. Times are `HH:MM`. */
export type Opening =
  | { readonly open: true; readonly until: string }
  | {
      readonly open: false
      readonly next: { readonly date: string; readonly daysAhead: number; readonly time: string } | null
    }

/** What the town knows, as it stood when the turn began. */
export interface Facts {
  /** The ready answer to a wish; null when the town does not know. */
  answer(intent: string, language: Language): { readonly text: string; readonly stale: boolean } | null
  /** `{{fact.<name>}}` of a text; empty when the town does not know. */
  variable(name: string, language: Language): string
  /** At `now`, epoch milliseconds; null when no hours are set. Dates are `YYYY-MM-DD`. */
  openingAt(now: number): Opening | null
  /** The week in force at `now`: the usual one, or that of a timetable of the season. */
  weekAt(now: number): Town['openingHours']
  /** The feast or closure because of which it is closed at `now`; empty on any other day. */
  closedFor(now: number, language: Language): string
}

export type Arguments = Readonly<Record<string, Answer>>

export type CallResult =
  | {
      readonly ok: true
      readonly fields: Readonly<Record<string, string>>
      readonly choices?: readonly { readonly value: string; readonly label: string }[]
    }
  /** `reason` is for logs and tests, never for citizens. */
  | { readonly ok: false; readonly reason: string }

export type Caller = {
  readonly conversationId: string
  readonly citizenId: string
  readonly language: Language
  /** Epoch milliseconds. */
  readonly now: number
  /** What the citizen said in this turn; null where nobody did, as when a flow is tried out. */
  readonly said: Said | null
}

/** The literal words of a turn, and the newest message that holds them. */
export type Said = MessageReference & { readonly text: string }

type MessageReference = {
  readonly messageId: string
  readonly providerId: string | null
  /** Epoch milliseconds. */
  readonly at: number
}

export type ServiceShape = {
  readonly params: readonly string[]
  readonly fields: readonly string[]
  /** Changes something: a turn that called it is not done again. */
  readonly effects: boolean
}

/** What the assistant can do for a citizen. */
export interface TownServices {
  /** By name: flows are checked against it. */
  readonly catalogue: Readonly<Record<string, ServiceShape>>
  /** In the transaction of the turn. What cannot be done is `ok: false`; it throws only when the store fails. */
  call(tx: Writer, service: string, args: Arguments, who: Caller): Promise<CallResult>
  /** The same without effects, for trying a flow out: invented, and well formed. */
  rehearse(service: string, args: Arguments, who: Caller): Promise<CallResult>
}
