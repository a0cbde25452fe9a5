import { DateTime } from 'luxon'
import type { LineSettings } from '../../contract/line-safety.ts'
import { day, daytime, horizons, hour, minute } from './policy.ts'

/** What the line must know of the town's days. */
export type TownDays = {
  readonly timeZone: string
  /** Whether no feast or closure takes the whole day, `YYYY-MM-DD`. */
  isOpenDay(day: string): boolean
}

/** A day of the town: from its midnight to the next, epoch milliseconds. */
export type TownDay = { readonly key: string; readonly start: number; readonly end: number }

/** `notices`: the town's own hours on working days. `always`: a civil emergency. */
export type When = 'notices' | 'always'

/** When a line may speak, with the town's clock; remembers the days it has worked out. */
export type SpeakingHours = {
  dayAt(now: number): TownDay
  /** `now` while it may speak, or when it may again. Epoch milliseconds. */
  opensAt(when: When, now: number): number
  /** For how long notices may leave between `now` and the end of its day, in milliseconds. */
  openFrom(now: number): number
}

/** The hours of the year, and those that take their place in summer. */
export type Timetable = Pick<LineSettings, 'hours' | 'summer'>

type Span = readonly [from: number, to: number]

const clock = (hours: number) => `${String(hours).padStart(2, '0')}:00`
/** What no setting goes beyond. */
export const never = { before: clock(daytime.from), after: clock(daytime.to) }

function sinceMidnight(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * hour + minutes * minute
}

const later = (a: string, b: string) => (a > b ? a : b)
const earlier = (a: string, b: string) => (a < b ? a : b)

/** Whether a day, `YYYY-MM-DD`, is in the summer of a town. */
export function isSummer(summer: LineSettings['summer'], key: string): boolean {
  if (summer === null) return false
  const day = key.slice('YYYY-'.length)
  const { from, to } = summer
  return from <= to ? from <= day && day <= to : from <= day || day <= to
}

export function speakingHours({ hours, summer }: Timetable, { timeZone, isOpenDay }: TownDays): SpeakingHours {
  const known = new Map<string, readonly Span[]>()
  const days = new Map<number, TownDay>()
  let open: Span | null = null

  const at = ({ key, start, end }: TownDay, time: string) =>
    // On all days but two of a year the clock on the wall is the time since midnight.
    end - start === day
      ? start + sinceMidnight(time)
      : DateTime.fromISO(`${key}T${time}`, { zone: timeZone }).toMillis()

  function dayAt(now: number): TownDay {
    // Both zones of the country keep whole hours, so an hour of UTC lies in one day.
    const index = Math.floor(now / hour)
    const found = days.get(index)
    if (found) return found
    const start = DateTime.fromMillis(now, { zone: timeZone }).startOf('day')
    const made = { key: start.toISODate() ?? '', start: start.toMillis(), end: start.plus({ days: 1 }).toMillis() }
    for (let at = made.start; at < made.end; at += hour) days.set(Math.floor(at / hour), made)
    return made
  }

  function timesOf(key: string): readonly { from: string; to: string }[] {
    if (!isOpenDay(key)) return []
    const { weekday } = DateTime.fromISO(key, { zone: 'utc' })
    return (summer && isSummer(summer, key) ? summer.hours : hours)
      .filter((span) => span.weekday === weekday)
      .map(({ from, to }) => ({ from: later(from, never.before), to: earlier(to, never.after) }))
      .filter(({ from, to }) => from < to)
      .toSorted((a, b) => a.from.localeCompare(b.from))
  }

  function spansOf(of: TownDay): readonly Span[] {
    const found = known.get(of.key)
    if (found) return found
    const spans = timesOf(of.key).map(({ from, to }): Span => [at(of, from), at(of, to)])
    known.set(of.key, spans)
    return spans
  }

  function nextOpening(now: number): number {
    let here = dayAt(now)
    for (let ahead = 0; ahead < horizons.openDay; ahead++) {
      const span = spansOf(here).find(([, to]) => to > now)
      if (span) {
        open = span
        return Math.max(now, span[0])
      }
      here = dayAt(here.end)
    }
    return here.end
  }

  return {
    dayAt,
    openFrom: (now) => spansOf(dayAt(now)).reduce((sum, [from, to]) => sum + Math.max(0, to - Math.max(from, now)), 0),
    opensAt(when, now) {
      if (when === 'always') return now
      if (open && open[0] <= now && now < open[1]) return now
      return nextOpening(now)
    },
  }
}

/** When a citizen who is not waiting for us may be written to: from 9 to 21 h in the town. */
export function isDaytime(now: number, timeZone: string): boolean {
  const local = DateTime.fromMillis(now, { zone: timeZone })
  return local.hour >= daytime.from && local.hour < daytime.to
}

/** The town's last midnight, epoch milliseconds. */
export const dayStart = (now: number, timeZone: string) =>
  DateTime.fromMillis(now, { zone: timeZone }).startOf('day').toMillis()
