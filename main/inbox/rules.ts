import { type ConversationState, type MessageKind, messageKind } from '../../contract/inbox.ts'

/** Where a conversation stands. Times are epoch milliseconds. */
export type Thread = {
  readonly state: ConversationState
  readonly assigneeId: string | null
  /** Since when the citizen waits for a person; null when the last word is ours. */
  readonly waitingSince: number | null
  readonly snoozedUntil: number | null
  /** The assistant's question was left open. */
  readonly unfinished: boolean
  readonly topic: string | null
  /** People may be in danger: it stands before all others until somebody answers or closes it. */
  readonly alarm: boolean
}

export const newThread: Thread = {
  state: 'bot',
  assigneeId: null,
  waitingSince: null,
  snoozedUntil: null,
  unfinished: false,
  topic: null,
  alarm: false,
}

/** A citizen writes: a resolved thread starts afresh with the assistant, a snoozed one wakes, an open one waits. */
export function afterInbound(thread: Thread, now: number): Thread {
  switch (thread.state) {
    case 'bot':
      return thread
    case 'resolved':
      return newThread
    case 'snoozed':
    case 'open':
      return { ...thread, state: 'open', snoozedUntil: null, waitingSince: thread.waitingSince ?? now }
  }
}

export type BotOutcome = {
  readonly handedOver: boolean
  readonly unfinished: boolean
  readonly topic: string | null
  readonly alarm: boolean
}

/** The assistant answered. Handing over leaves the citizen waiting for a person since they wrote. */
export function afterBot(thread: Thread, outcome: BotOutcome, wroteAt: number): Thread {
  const topic = outcome.topic ?? thread.topic
  const alarm = thread.alarm || outcome.alarm
  if (!outcome.handedOver) return { ...thread, unfinished: outcome.unfinished, topic, alarm }
  return { ...thread, state: 'open', unfinished: false, topic, alarm, waitingSince: thread.waitingSince ?? wroteAt }
}

/** An operator begins to write: the assistant is silent here until it is given back (promise 7). */
export function afterTyping(thread: Thread, lastInboundAt: number | null): Thread {
  if (thread.state !== 'bot') return thread
  return { ...thread, state: 'open', waitingSince: thread.unfinished ? (lastInboundAt ?? null) : thread.waitingSince }
}

/** An operator answered: nobody waits any more, and the thread has an owner. */
export function afterReply(thread: Thread, operatorId: string): Thread {
  return {
    ...thread,
    state: 'open',
    assigneeId: thread.assigneeId ?? operatorId,
    waitingSince: null,
    snoozedUntil: null,
    unfinished: false,
    alarm: false,
  }
}

/**
 * Somebody answered on the town's own phone: as with an answer from here nobody waits and the assistant is silent, but
 * the thread gets no owner. What was written there before the citizen's last word, and is only heard of now, answers nothing.
 */
export function afterOwnPhone(thread: Thread, wroteAt: number, lastHeardAt: number | null): Thread {
  if (lastHeardAt !== null && wroteAt < lastHeardAt) return thread
  return { ...thread, state: 'open', waitingSince: null, snoozedUntil: null, unfinished: false }
}

/** Closing over a citizen's last word needs a reason. */
export const needsReasonToResolve = (thread: Thread) => thread.waitingSince !== null

export const afterResolve = (thread: Thread): Thread => ({
  ...thread,
  state: 'resolved',
  waitingSince: null,
  snoozedUntil: null,
  unfinished: false,
  alarm: false,
})

export const afterSnooze = (thread: Thread, until: number): Thread => ({
  ...thread,
  state: 'snoozed',
  snoozedUntil: until,
})

export const afterReopen = (thread: Thread): Thread => ({ ...thread, state: 'open', snoozedUntil: null })

export const afterHandToBot = (thread: Thread): Thread => ({
  ...newThread,
  topic: thread.topic,
})

/** Text as any store takes it: NUL made visible, broken surrogates replaced. Nothing else is touched. */
export const cleanText = (text: string) => text.toWellFormed().replaceAll('\u0000', '\u2400')

export const longestShown = 4000
const previewLength = 160

/** The beginning of a text on one line, for lists. */
export const preview = (text: string) =>
  text
    .slice(0, previewLength * 2)
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, previewLength)

/** A kind nobody knows is a row with a placeholder, never a dropped message (promise 1). */
export const knownKind = (kind: string): MessageKind => messageKind.catch('unknown').parse(kind)

const day = 24 * 60 * 60 * 1000
const oldest = 60 * day
const clockSkew = 5 * 60 * 1000

/** A sender's clock is believed when it is at most 60 days behind ours or 5 minutes ahead. */
export const believedTime = (reported: number | null, recorded: number) =>
  reported !== null && reported > recorded - oldest && reported <= recorded + clockSkew ? reported : recorded

const wakefulness = ['resolved', 'snoozed', 'bot', 'open'] as const satisfies readonly Thread['state'][]

/** Two threads of one person made one: the one that needs a person most decides, and whoever waits goes on waiting. */
export function joined(kept: Thread, other: Thread): Thread {
  const first = wakefulness.indexOf(other.state) > wakefulness.indexOf(kept.state) ? other : kept
  const waits = [kept.waitingSince, other.waitingSince].flatMap((since) => (since === null ? [] : [since]))
  return {
    state: first.state,
    assigneeId: first.assigneeId ?? kept.assigneeId ?? other.assigneeId,
    waitingSince: waits.length === 0 ? null : Math.min(...waits),
    snoozedUntil: first.snoozedUntil,
    unfinished: kept.unfinished,
    topic: first.topic ?? kept.topic ?? other.topic,
    alarm: kept.alarm || other.alarm,
  }
}
