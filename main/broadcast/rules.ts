import type { BroadcastState, DeliveryState } from '../../contract/broadcast.ts'

export type Act = 'edit' | 'submit' | 'send_back' | 'approve' | 'launch' | 'recall' | 'pause' | 'resume' | 'cancel'

/** From where each act may be done. Once it runs, what it says and to whom is frozen. */
const from: Readonly<Record<Act, readonly BroadcastState[]>> = {
  edit: ['draft', 'waiting_approval', 'approved', 'scheduled'],
  submit: ['draft'],
  send_back: ['waiting_approval', 'approved', 'scheduled'],
  approve: ['draft', 'waiting_approval'],
  launch: ['approved', 'scheduled'],
  recall: ['running'],
  pause: ['running'],
  resume: ['paused'],
  cancel: ['draft', 'waiting_approval', 'approved', 'scheduled', 'running', 'paused'],
}

export const may = (act: Act, state: BroadcastState): boolean => from[act].includes(state)

/** The states an act may be done from: what a change in the database is made conditional on. */
export const startsOf = (act: Act): readonly BroadcastState[] => from[act]

/** Who approves: somebody else, or one of who wrote it where the town does without a second person. */
export type Approver = 'other' | 'author' | 'refused'

export const approverIs = (operatorId: string, wroteIt: readonly string[], fourEyes: boolean): Approver => {
  if (!wroteIt.includes(operatorId)) return 'other'
  return fourEyes ? 'refused' : 'author'
}

/** Whether it was handed over to leave, and was not kept back afterwards. */
export const hasLeft = (delivery: { readonly state: DeliveryState; readonly released_at: number | null }): boolean =>
  delivery.released_at !== null && delivery.state !== 'excluded' && delivery.state !== 'planned'

/** How much of a broadcast goes first, and what is learnt from it before the rest follows. */
export type Look = {
  /** Of the recipients, between 0 and 1. */
  readonly share: number
  readonly waitMs: number
  /** Of fewer recipients a share teaches nothing: all of them go at once. */
  readonly smallest: number
}

/** How many go first; null when all of them may. An emergency does not wait. */
export function firstBatch(recipients: number, emergency: boolean, look: Look): number | null {
  if (emergency || recipients < look.smallest) return null
  const first = Math.ceil(recipients * look.share)
  return first < recipients ? first : null
}

export type Standing = {
  readonly recipients: number
  readonly emergency: boolean
  /** How many have been handed over so far. */
  readonly released: number
  readonly lookUntil: number | null
  readonly looked: boolean
}

/** What the look asks for now: go on, begin to wait, wait until, or ask the line whether it is well. */
export type LookWord =
  | { readonly do: 'go' }
  | { readonly do: 'begin'; readonly until: number }
  | { readonly do: 'wait'; readonly until: number }
  | { readonly do: 'ask' }

export function lookNow(standing: Standing, look: Look, now: number): LookWord {
  const first = firstBatch(standing.recipients, standing.emergency, look)
  if (standing.looked || first === null || standing.released < first) return { do: 'go' }
  if (standing.lookUntil === null) return { do: 'begin', until: now + look.waitMs }
  // A clock set back must not lengthen the wait beyond its length.
  const until = Math.min(standing.lookUntil, now + look.waitMs)
  return now >= until ? { do: 'ask' } : { do: 'wait', until }
}

/** How late something scheduled may still begin by itself, in milliseconds: an evening notice is not sent the next morning. */
export const latestStart = 6 * 60 * 60 * 1000

export const isMissed = (scheduleAt: number, now: number): boolean => now > scheduleAt + latestStart

/** From how many days on the official API or a WhatsApp Channel is the honest answer. */
const honestDays = 3

export const isTooSlow = (startsAt: number, endsAt: number | null): boolean =>
  endsAt === null || endsAt - startsAt > honestDays * 24 * 60 * 60 * 1000
