import { setImmediate as breathe } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Speed } from '../../../contract/practice.ts'
import type { Clock } from '../../station/needs.ts'
import type { Delivery } from './delivery.ts'
import type { Population } from './population.ts'
import { beatAt, FIRST, type Life, type Place } from './rules.ts'
import type { TownClock } from './town-clock.ts'

export type StoryNeeds = {
  readonly clock: Clock
  readonly time: TownClock
  readonly log: Logger
  readonly delivery: Delivery
  readonly population: Population
  /** Told of every batch of messages written. */
  readonly onWritten: (count: number) => void
}

/** At `max`, town time that passes between two transactions, in milliseconds. */
const LEAP = 30_000
/** At `max`, milliseconds without anything else to do after which whoever waits for an answer loses patience. */
const GRACE = 300
/** More waiting messages than this, and the citizens take a breath of so many milliseconds. */
const CROWD = 1_000
const BREATH = 50
const STUMBLED = 1_000
/** A sleep of the machine longer than this, in milliseconds, does not pass in the town. */
const SLEPT = 60_000

const everybody = () => true
const waits = (life: Life, { step }: Place) => beatAt(life, step).kind === 'wait'
/** The whole script was said: at `max` nobody begins it again. */
const isThrough = (life: Life, { step }: Place) => step > 0 && step % life.beats.length === 0
const writes = (life: Life, place: Place) => !waits(life, place) && !isThrough(life, place)
const hopes = (life: Life, place: Place) => waits(life, place) && !isThrough(life, place)

/** Lets the citizens write when their moment comes: one timer for whoever is next. */
export function story({ clock, time, log, delivery, population, onWritten }: StoryNeeds) {
  let speed: Speed = 'manual'
  let awake = false
  let again = false
  let graceIsOver = false
  let running: Promise<void> | null = null
  let cancelTimer: (() => void) | null = null

  const act = async (choice: (life: Life, place: Place) => boolean) => {
    graceIsOver = false
    const count = await population.act(choice, time.now())
    onWritten(count)
    if (count > 0) delivery.added(count)
  }

  /** Sets the timer; `onTime` is told how many milliseconds late it rang. */
  const rest = (ms: number, onTime?: (late: number) => void): false => {
    const due = clock.now() + ms
    cancelTimer?.()
    cancelTimer = clock.after(ms, () => {
      onTime?.(clock.now() - due)
      wake()
    })
    return false
  }

  const atPace = async (): Promise<boolean> => {
    const next = population.next(everybody)
    const wait = next === Number.POSITIVE_INFINITY ? null : time.until(next)
    if (wait === null) return false
    if (wait > 0) return rest(wait, (late) => late > SLEPT && time.set(next))
    await act(everybody)
    return true
  }

  const inHaste = async (): Promise<boolean> => {
    const next = population.next(writes)
    if (next < Number.POSITIVE_INFINITY) {
      time.set(Math.max(time.now(), next + LEAP))
      await act(writes)
      return true
    }
    if (population.next(hopes) === Number.POSITIVE_INFINITY) return false
    if (!graceIsOver) {
      return rest(GRACE, () => {
        graceIsOver = true
      })
    }
    time.set(Math.max(time.now(), population.last(hopes)))
    await act(hopes)
    return true
  }

  /** Does what is due. True when there may be more at once. */
  const turn = (): Promise<boolean> | boolean => {
    if (delivery.backlog() > CROWD) return rest(BREATH)
    return speed === 'max' ? inHaste() : atPace()
  }

  const run = async () => {
    try {
      do {
        again = false
        while (awake && (await turn())) await breathe()
      } while (awake && again)
    } catch (error) {
      log.error({ error: error instanceof Error ? error.name : 'unknown' }, 'the town stumbled; it goes on')
      if (awake) rest(STUMBLED)
    }
    running = null
  }

  function wake(): void {
    again = true
    if (awake) running ??= run()
  }

  return {
    /** Goes on where the town was: the next message comes about two seconds later. */
    start(): void {
      time.set(Math.max(0, population.next(everybody) - FIRST))
      awake = true
      wake()
    },
    /** Resolves when nobody writes any more. */
    async stop(): Promise<void> {
      awake = false
      cancelTimer?.()
      await running
    },
    setSpeed(next: Speed): void {
      speed = next
      time.setSpeed(next)
      cancelTimer?.()
      wake()
    },
    /** Somebody's next moment may be nearer now. */
    nudge: wake,
  }
}

export type Story = ReturnType<typeof story>
