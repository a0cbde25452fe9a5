import type { LineState } from '../../../contract/line.ts'
import type { Gap, HaltCode } from './protocol.ts'
import { restrictedFor } from './rules.ts'

/** Where the link to the phone stands. `halted` waits for a person; `restricted` for WhatsApp. */
export type LinkPhase =
  | 'not_linked'
  | 'starting'
  | 'qr'
  | 'syncing'
  | 'connected'
  | 'reconnecting'
  | 'restricted'
  | 'halted'

export type LinkState = {
  readonly phase: LinkPhase
  /** When this phase began, epoch milliseconds. */
  readonly since: number
  /** What the phone scans; only in phase `qr`. */
  readonly qr: string | null
  readonly halt: HaltCode | null
  /** What the machine said about the halt: a policy, a path, a state. Never a citizen's data. */
  readonly detail: string | null
  readonly nextAttemptAt: number | null
  /** Starts in a row that did not reach ready. */
  readonly failures: number
  /** Sync progress, 0 to 100. */
  readonly percent: number | null
  /** The town's own number, E.164. */
  readonly phone: string | null
  readonly whatsappVersion: string | null
  readonly restrictedUntil: number | null
  readonly restrictions: number
  /** Everything up to here is recorded, but for the gaps; epoch milliseconds. */
  readonly completeUntil: number | null
  readonly gaps: readonly Gap[]
  /** The phone's whole list of chats is being compared. */
  readonly reconciling: boolean
  readonly reconciliation: Reconciliation | null
  /** Since when the line speaks again after a restriction, slowly at first; null when it never had one. */
  readonly resumedAt: number | null
}

/** How the last comparison with the phone's whole list of chats went. */
export type Reconciliation = {
  /** When it ended, epoch milliseconds. */
  readonly at: number
  readonly by: 'schedule' | 'person'
  readonly outcome: 'whole' | 'gaps' | 'failed'
  /** Conversations looked at. */
  readonly chats: number
  /** Messages that were missing here. */
  readonly recovered: number
}

export type LinkEvent =
  /** A person asks for the link, or the station starts with a session. */
  | { readonly type: 'starts'; readonly linked: boolean }
  | { readonly type: 'qr'; readonly text: string }
  | { readonly type: 'authenticated' }
  | { readonly type: 'syncing'; readonly percent: number }
  | { readonly type: 'ready'; readonly phone: string | null; readonly whatsappVersion: string }
  | { readonly type: 'complete'; readonly at: number | null; readonly gaps: readonly Gap[] }
  | { readonly type: 'lost'; readonly nextAttemptAt: number }
  /** The page lost WhatsApp's server and tries again by itself. */
  | { readonly type: 'offline' }
  | { readonly type: 'halted'; readonly code: HaltCode; readonly detail: string }
  | { readonly type: 'restricted' }
  | { readonly type: 'restriction_over' }
  /** A person ends the restriction before its time. */
  | { readonly type: 'lifted' }
  | { readonly type: 'reconciling' }
  | { readonly type: 'reconciled'; readonly reconciliation: Reconciliation }
  /** Nobody scanned, or a person unlinked. */
  | { readonly type: 'unlinked' }

export const notLinked = (now: number): LinkState => ({
  phase: 'not_linked',
  since: now,
  qr: null,
  halt: null,
  detail: null,
  nextAttemptAt: null,
  failures: 0,
  percent: null,
  phone: null,
  whatsappVersion: null,
  restrictedUntil: null,
  restrictions: 0,
  completeUntil: null,
  gaps: [],
  reconciling: false,
  reconciliation: null,
  resumedAt: null,
})

function enter(state: LinkState, phase: LinkPhase, now: number, change: Partial<LinkState> = {}): LinkState {
  const since = state.phase === phase ? state.since : now
  return { ...state, qr: null, halt: null, detail: null, nextAttemptAt: null, percent: null, ...change, phase, since }
}

/** A halt is left only by a person or by unlinking; late words of a dying child change nothing. */
export function nextLink(state: LinkState, event: LinkEvent, now: number): LinkState {
  if (waitsForAPerson.has(state.phase) && !leavesAWait.has(event.type)) return state
  switch (event.type) {
    case 'starts':
      return enter(state, event.linked && state.phase === 'reconnecting' ? 'reconnecting' : 'starting', now)
    case 'qr':
      return enter(state, 'qr', now, { qr: event.text, phone: null })
    case 'authenticated':
      return state.phase === 'reconnecting' ? state : enter(state, 'syncing', now)
    case 'syncing':
      return showsProgress.has(state.phase) ? enter(state, 'syncing', now, { percent: event.percent }) : state
    case 'ready':
      return ready(state, event, now)
    case 'complete':
      return { ...state, completeUntil: event.at, gaps: event.gaps }
    case 'lost':
      return lost(state, event.nextAttemptAt, now)
    case 'offline':
      return isUp.has(state.phase) ? enter(state, 'reconnecting', now) : state
    case 'halted':
      return enter(state, 'halted', now, { halt: event.code, detail: event.detail, failures: 0 })
    case 'restricted':
      return restricted(state, now)
    case 'restriction_over':
    case 'lifted':
      return speaksAgain(state, now)
    case 'reconciling':
      return { ...state, reconciling: true }
    case 'reconciled':
      return { ...state, reconciling: false, reconciliation: event.reconciliation }
    case 'unlinked':
      return unlinked(state, now)
  }
}

const waitsForAPerson: ReadonlySet<LinkPhase> = new Set(['halted', 'not_linked'])
const leavesAWait: ReadonlySet<LinkEvent['type']> = new Set(['starts', 'unlinked', 'halted', 'lifted', 'reconciled'])
const isUp: ReadonlySet<LinkPhase> = new Set(['connected', 'restricted'])

/** Afterwards WhatsApp goes on telling its progress, which says nothing new. */
const showsProgress: ReadonlySet<LinkPhase> = new Set(['starting', 'qr', 'syncing'])

function ready(before: LinkState, event: Extract<LinkEvent, { type: 'ready' }>, now: number): LinkState {
  const restricted = before.restrictedUntil !== null && before.restrictedUntil > now
  const state = restricted ? before : speaksAgain(before, before.restrictedUntil ?? now)
  return enter(state, restricted ? 'restricted' : 'connected', now, {
    phone: event.phone ?? state.phone,
    whatsappVersion: event.whatsappVersion,
    failures: 0,
  })
}

function lost(state: LinkState, nextAttemptAt: number, now: number): LinkState {
  const pairing = state.phase === 'starting' || state.phase === 'qr' || state.phase === 'syncing'
  return enter(state, pairing ? 'starting' : 'reconnecting', now, { nextAttemptAt, failures: state.failures + 1 })
}

function restricted(state: LinkState, now: number): LinkState {
  if (state.phase === 'restricted') return state
  const restrictions = state.restrictions + 1
  const restrictedUntil = now + restrictedFor(restrictions)
  return enter(state, 'restricted', now, { restrictions, restrictedUntil, resumedAt: null })
}

/** The restriction ended at `now`. */
function speaksAgain(state: LinkState, now: number): LinkState {
  if (state.restrictedUntil === null) return state
  const free = { ...state, restrictedUntil: null, resumedAt: now }
  return state.phase === 'restricted' ? enter(free, 'connected', now) : free
}

/** The number stays as restricted as it is: linking it again lifts nothing. */
function unlinked(state: LinkState, now: number): LinkState {
  const { completeUntil, restrictedUntil, restrictions, resumedAt, reconciliation } = state
  return { ...notLinked(now), completeUntil, restrictedUntil, restrictions, resumedAt, reconciliation }
}

/** What the rest of the program needs to know of the link. */
export function lineStateOf(state: LinkState): LineState {
  switch (state.phase) {
    case 'not_linked':
    case 'qr':
      return 'unlinked'
    case 'starting':
    case 'syncing':
      return 'connecting'
    case 'connected':
      return 'connected'
    case 'reconnecting':
      return 'reconnecting'
    case 'restricted':
      return 'restricted'
    case 'halted':
      return state.halt === 'logged_out' ? 'unlinked' : 'stopped'
  }
}
