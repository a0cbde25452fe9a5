const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** No further back than this, whatever happened: a phone's whole history is not read to find one message. */
export const furthest = 7 * day

export type Moment = {
  readonly now: number
  /** Local hour of the day, 0 to 23. */
  readonly hour: number
  /** When the last comparison ended, whatever came of it; null when there was none. */
  readonly lastAt: number | null
  /** When anything was last said or heard. */
  readonly activeAt: number
}

/**
 * Whether the phone's whole list of chats is compared now: once a day in the small hours, in a quiet minute; a PC that is
 * off at night does it in the first quiet minute after a day, and after a day and a half it waits for none.
 */
export function reconcilesNow({ now, hour: clockHour, lastAt, activeAt }: Moment): boolean {
  const quiet = now - activeAt >= minute
  if (lastAt === null || lastAt > now) return quiet
  const age = now - lastAt
  const night = clockHour >= 2 && clockHour < 6
  return age >= 36 * hour || (quiet && age >= (night ? 20 * hour : day))
}

export type Reached = {
  readonly now: number
  /** Up to where everything is recorded, by WhatsApp's clock. */
  readonly mark: number
  readonly linkedAt: number | null
  /** When the last comparison without a gap ended. */
  readonly wholeAt: number | null
}

/** From where on the phone's chats are read: at least a day back, an hour before the last whole one, never before the link. */
export function reconcilesFrom({ now, mark, linkedAt, wholeAt }: Reached): number {
  const wanted = Math.min(mark, now - day, (wholeAt ?? now) - hour)
  return Math.max(wanted, now - furthest, linkedAt ?? Math.min(mark, now))
}
