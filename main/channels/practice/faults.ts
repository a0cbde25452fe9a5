import type { Faults } from '../../../contract/practice.ts'
import { roll, stream } from './chance.ts'

export const noFaults: Faults = {
  duplicate: 0,
  reorder: 0,
  loseAck: 0,
  lateAck: 0,
  refuseSend: 0,
  loseMedia: 0,
  disconnected: false,
  restricted: false,
}

/** Something on its way to the town hall; only messages overtake each other, their edits never overtake them. */
export type Parcel<E> = { readonly id: string; readonly seq: number; readonly isMessage: boolean; readonly event: E }

export type Arranged<E> = {
  readonly now: readonly Parcel<E>[]
  /** Repetitions that come with the next delivery. */
  readonly later: readonly Parcel<E>[]
  /** Waits to be overtaken. */
  readonly held: Parcel<E> | null
}

/** Repeats and reorders a delivery, as the seed and the ids decide. */
export function arrange<E>(
  seed: number,
  faults: Faults,
  before: Parcel<E> | null,
  parcels: readonly Parcel<E>[],
): Arranged<E> {
  const now: Parcel<E>[] = []
  const later: Parcel<E>[] = []
  let held = before
  const hand = (parcel: Parcel<E>) => {
    now.push(parcel)
    const chance = stream(seed, parcel.id, 'duplicate')
    if (chance() < faults.duplicate) (chance() < 0.5 ? now : later).push(parcel)
  }
  for (const parcel of parcels) {
    if (held && parcel.isMessage) {
      hand(parcel)
      hand(held)
      held = null
    } else if (parcel.isMessage && roll(seed, parcel.id, 'reorder') < faults.reorder) {
      held = parcel
    } else {
      if (held) hand(held)
      held = null
      hand(parcel)
    }
  }
  return { now, later, held }
}

export type AckStatus = 'accepted' | 'delivered' | 'read'
export type PlannedAck = { readonly status: AckStatus; readonly after: number }

const stages = [
  { status: 'accepted', least: 60, spread: 160 },
  { status: 'delivered', least: 250, spread: 1_000 },
  { status: 'read', least: 1_500, spread: 6_000 },
] as const

/**
 * Which acknowledgements of a message come, and how many milliseconds after it reached the phone. `haste` divides the
 * natural delays (infinity: at once); a late one takes three to fifteen seconds whatever the haste.
 */
export function acknowledgements(seed: number, id: string, faults: Faults, haste: number): readonly PlannedAck[] {
  const planned: PlannedAck[] = []
  let after = 0
  for (const { status, least, spread } of stages) {
    const chance = stream(seed, id, 'ack', status)
    const [lost, late, length] = [chance(), chance(), chance()]
    after += (least + spread * length) / haste
    if (lost < faults.loseAck) continue
    planned.push({ status, after: Math.round(late < faults.lateAck ? after + 3_000 + 12_000 * length : after) })
  }
  return planned
}

/** Whether this try of a send is refused. Every try has a chance of its own. */
export function refuses(seed: number, id: string, attempt: number, faults: Faults): boolean {
  return roll(seed, id, 'refuse', attempt) < faults.refuseSend
}

/** Whether the bytes of this message's media cannot be had while the fault lasts. */
export function losesMedia(seed: number, id: string, faults: Faults): boolean {
  return roll(seed, id, 'media') < faults.loseMedia
}
