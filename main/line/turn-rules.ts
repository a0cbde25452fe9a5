import type { Kind } from './allowance-rules.ts'
import { firstLook } from './policy.ts'
import type { ImaginedLine } from './simulation-rules.ts'

/** What is planned or under way. Times are epoch milliseconds. */
export type Run = {
  readonly id: string
  /** Messages still to leave. */
  readonly left: number
  /** From when it may leave; of two, who begins first goes first. */
  readonly startAt: number
  readonly kind?: Kind
  /** How many leave before the look at the first part; 0, none, unless given. */
  readonly look?: number
  /** Not before this, though it has begun: until the look is over, or a launch can no longer be undone. */
  readonly restsUntil?: number
}

/** How many leave before the look at the first part; none where a share of them teaches nothing. */
export const firstPart = (recipients: number): number =>
  recipients < firstLook.smallest ? 0 : Math.ceil(recipients * firstLook.share)

const isEmergency = ({ kind }: Run) => Number(kind === 'emergency')

/** Emergencies first, then who began first. */
export const byTurn = (a: Run, b: Run): number => isEmergency(b) - isEmergency(a) || a.startAt - b.startAt

type Turn = { readonly run: Run; left: number; look: number; readyAt: number }

/**
 * Lets runs take turns on an imagined line, as they do on the real one: while the first waits for its look, the next
 * goes on. Ends when nothing is left, at `end`, when nothing may leave, or when `left` says that it knows enough.
 */
export function takeTurns(
  line: ImaginedLine,
  runs: readonly Run[],
  { now, end = Number.POSITIVE_INFINITY }: { readonly now: number; readonly end?: number },
  left: (run: Run, at: number) => boolean,
): void {
  const queue = runs
    .filter((run) => run.left > 0)
    .toSorted(byTurn)
    .map((run): Turn => ({ run, left: run.left, look: run.look ?? 0, readyAt: run.restsUntil ?? run.startAt }))
  let clock = now
  while (clock < end) {
    const turn = queue.find(({ readyAt }) => readyAt <= clock)
    // Who goes before it takes over as soon as they may go on.
    const until = Math.min(end, soonest(queue, turn))
    const at = turn ? line.leavesAt(turn.run.kind ?? 'notice', clock, until) : until
    if (at === null || at === Number.POSITIVE_INFINITY) return
    clock = at
    if (!turn || at >= until) continue
    line.send(at)
    turned(queue, turn, at)
    if (!left(turn.run, at)) return
  }
}

/** One of a run has left: it waits for its look after the first part, and is over after the last. */
function turned(queue: Turn[], turn: Turn, at: number): void {
  turn.left -= 1
  turn.look -= 1
  if (turn.left === 0) queue.splice(queue.indexOf(turn), 1)
  else if (turn.look === 0) turn.readyAt = at + firstLook.wait
}

/** When the first of those that go before this turn, or of all, may go on. */
function soonest(queue: readonly Turn[], before: Turn | undefined): number {
  let found = Number.POSITIVE_INFINITY
  for (const turn of queue) {
    if (turn === before) break
    found = Math.min(found, turn.readyAt)
  }
  return found
}
