import type { Language } from '../../contract/common.ts'
import type { Town } from '../../contract/settings.ts'
import type { Appointments } from '../appointments/service.ts'
import type { Reports } from '../reports/service.ts'
import type { Writer } from '../store/store.ts'

/** What a citizen answered to a question, or a service to a call. */
export type Answer =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'place'; readonly latitude: number; readonly longitude: number; readonly label: string }
  | { readonly kind: 'photo'; readonly count: number }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'choice'; readonly value: string; readonly label: string }
  | { readonly kind: 'date'; readonly date: string }
  | { readonly kind: 'phone'; readonly phone: string }
  | { readonly kind: 'result'; readonly fields: Readonly<Record<string, string>>; readonly choices: readonly Choice[] }

export type Choice = { readonly value: string; readonly label: string }
export type Arguments = Readonly<Record<string, Answer>>

export type CallResult =
  | {
      readonly ok: true
      readonly fields: Readonly<Record<string, string>>
      readonly choices?: readonly Choice[]
    }
  /** `reason` is for logs and tests, never for citizens. */
  | { readonly ok: false; readonly reason: string }

export type Caller = {
  readonly conversationId: string
  readonly citizenId: string
  readonly language: Language
  /** Epoch milliseconds. */
  readonly now: number
}

export type ServiceShape = {
  readonly params: readonly string[]
  readonly fields: readonly string[]
  /** Changes something: a turn that called it is not done again. */
  readonly effects: boolean
}

/** One thing the assistant can do for a citizen. */
export type TownService = ServiceShape & {
  /** In the transaction of the turn; a refusal is a `Problem` thrown before anything is written. */
  readonly call: (tx: Writer, args: Arguments, who: Caller) => Promise<CallResult>
  /** The same without effects: invented, and well formed. */
  readonly rehearse: (args: Arguments, who: Caller) => Promise<CallResult>
}

export type ServiceNeeds = {
  readonly reports: Reports
  readonly appointments: Appointments
  readonly town: () => Promise<Town>
}

/** The words of an answer; empty for none. */
export function textOf(answer: Answer | undefined): string {
  switch (answer?.kind) {
    case undefined:
    case 'photo':
    case 'result':
      return ''
    case 'text':
      return answer.text
    case 'place':
      return answer.label
    case 'number':
      return String(answer.value)
    case 'choice':
      return answer.value
    case 'date':
      return answer.date
    case 'phone':
      return answer.phone
  }
}
