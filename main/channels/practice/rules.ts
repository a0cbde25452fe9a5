import { roll, shuffled, stream } from './chance.ts'
import type { Citizen, Step } from './script.ts'

/** One moment of a citizen's script. Indexes point into all the days of the citizen, one after the other. */
export type Beat =
  | {
      readonly kind: 'act'
      readonly day: number
      readonly opensDay: boolean
      readonly pause: number
      readonly step: Deed
    }
  | {
      readonly kind: 'wait'
      readonly day: number
      readonly opensDay: boolean
      readonly patience: number
      /** Milliseconds between the answer and the next act. */
      readonly think: number
      readonly answered: number
      readonly unanswered: number
    }

/** What is done, without when. */
export type Deed = Omit<Step, 'after' | 'afterReply' | 'patience' | 'otherwise'>

/** A citizen's script made flat. */
export type Life = { readonly citizen: Citizen; readonly beats: readonly Beat[]; readonly messages: number }

/**
 * Where a citizen is: `step` counts beats over every lap of the script, `at` is the town time, in milliseconds since
 * the town began, when that beat happens (or when patience ends, if the beat is a wait).
 */
export type Place = { readonly step: number; readonly at: number }

/** Town time between two citizens who start to write, on average. */
export const SPACING = 30_000
/** Town time from the start, or a restart, to the first message. */
export const FIRST = 2_200

export function lifeOf(citizen: Citizen): Life {
  const beats: Beat[] = []
  citizen.days.forEach((steps, day) => {
    const end = beats.length + steps.reduce((sum, step) => sum + beatsIn(step), 0)
    for (const [index, step] of steps.entries())
      beats.push(...flatten(step, beats.length, { day, opensDay: index === 0, end }))
  })
  return { citizen, beats, messages: beats.filter((beat) => beat.kind === 'act').length }
}

function beatsIn(step: Step): number {
  if (step.after !== undefined) return 1
  return typeof step.otherwise === 'object' ? 4 : 2
}

function flatten(step: Step, first: number, place: { day: number; opensDay: boolean; end: number }): Beat[] {
  const { after, afterReply, patience, otherwise, ...deed } = step
  const { day, opensDay, end } = place
  if (after !== undefined) return [{ kind: 'act', day, opensDay, pause: after * 1000, step: deed }]
  const act: Beat = { kind: 'act', day, opensDay: false, pause: 0, step: deed }
  const times = { patience: patience * 1000, think: (afterReply ?? 0) * 1000 }
  if (typeof otherwise !== 'object') {
    const unanswered = otherwise === 'leave' ? end : first + 1
    return [{ kind: 'wait', day, opensDay, ...times, answered: first + 1, unanswered }, act]
  }
  return [
    { kind: 'wait', day, opensDay, ...times, answered: first + 3, unanswered: first + 1 },
    { kind: 'act', day, opensDay: false, pause: 0, step: otherwise },
    { kind: 'wait', day, opensDay: false, ...times, answered: first + 3, unanswered: end },
    act,
  ]
}

export function beatAt(life: Life, step: number): Beat {
  return life.beats[step % life.beats.length] as Beat
}

/** How often the whole script was gone through before this step. */
export function lapOf(life: Life, step: number): number {
  return Math.floor(step / life.beats.length)
}

/** The day of the town a step belongs to: script days go round and round. */
export function townDay(life: Life, step: number): number {
  return lapOf(life, step) * life.citizen.days.length + beatAt(life, step).day
}

/** Length of a town day in milliseconds: at least twenty minutes. */
export function dayLength(citizens: number): number {
  return Math.max(20 * 60_000, citizens * SPACING)
}

/**
 * When each citizen starts to write on a day, in town time: evenly through the day, in an order of its own. On the
 * first day those marked `early` come first, and the first three close together.
 */
export function arrivals(seed: number, citizens: readonly Citizen[], day: number): ReadonlyMap<string, number> {
  const order = shuffled(citizens, stream(seed, 'order', day))
  if (day === 0) order.sort((a, b) => Number(b.early ?? false) - Number(a.early ?? false))
  const start = day * dayLength(citizens.length)
  return new Map(
    order.map(({ phone }, slot) => {
      const hurry = day === 0 ? Math.min(slot, 2) * 14_000 : 0
      const wobble = slot === 0 ? 0 : Math.floor(roll(seed, 'arrival', day, phone) * 6_000)
      return [phone, start + FIRST + slot * SPACING - hurry + wobble]
    }),
  )
}

/** When the beat `step` happens for a citizen who reaches it at `now`. */
export function placeAt(life: Life, step: number, now: number, arrival: (day: number) => number): Place {
  const beat = beatAt(life, step)
  const from = beat.opensDay ? Math.max(now, arrival(townDay(life, step))) : now
  return { step, at: from + (beat.kind === 'act' ? beat.pause : beat.patience) }
}

const jump = (life: Life, step: number, target: number): number => lapOf(life, step) * life.beats.length + target

/** The step after one whose time has come: the act was done, or nobody answered in time. */
export function stepAfter(life: Life, step: number): number {
  const beat = beatAt(life, step)
  return beat.kind === 'act' ? step + 1 : jump(life, step, beat.unanswered)
}

/** Where an answer of the town hall at `now` takes a citizen; null for one who is not waiting for it. */
export function onAnswer(life: Life, step: number, now: number): Place | null {
  const beat = beatAt(life, step)
  if (beat.kind !== 'wait') return null
  return { step: jump(life, step, beat.answered), at: now + beat.think }
}

/** The wording of a beat: another one every lap until all were used. */
export function wording(moment: { seed: number; life: Life; step: number }, words: string | readonly string[]): string {
  if (typeof words === 'string') return words
  const { seed, life, step } = moment
  const first = Math.floor(roll(seed, life.citizen.phone, 'wording', step % life.beats.length) * words.length)
  return words[(first + lapOf(life, step)) % words.length] as string
}

/** The id of a scripted message: the same after a crash, so a repeated delivery is recognised. */
export function scriptedId(seed: number, phone: string, step: number): string {
  return `town-${seed}-${phone.slice(1)}-${step}`
}

/** The newest moment at which a clock in UTC showed `HH:MM`. */
export function lastTime(clock: string, now: number): number {
  const [hours, minutes] = clock.split(':').map(Number) as [number, number]
  const day = 86_400_000
  const today = now - (now % day) + (hours * 60 + minutes) * 60_000
  return today <= now ? today : today - day
}
