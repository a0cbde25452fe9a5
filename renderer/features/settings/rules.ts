import type { Town } from '../../../contract/settings.ts'

export type Interval = Town['openingHours'][number]
export type HoursFault = 'order' | 'overlap'

export const weekdays = [1, 2, 3, 4, 5, 6, 7] as const

/** What is wrong with each interval of a week, by its place in the list; times are `HH:MM`. */
export function hoursFaults(hours: readonly Interval[]): ReadonlyMap<number, HoursFault> {
  const faults = new Map<number, HoursFault>()
  for (const [index, one] of hours.entries()) {
    const overlaps = hours.some(
      (other, at) => at !== index && other.weekday === one.weekday && one.from < other.to && other.from < one.to,
    )
    if (one.from === '' || one.to === '' || one.from >= one.to) faults.set(index, 'order')
    else if (overlaps) faults.set(index, 'overlap')
  }
  return faults
}

/** Another interval for a day: the usual morning, or two hours after the last one ends. */
export function nextInterval(hours: readonly Interval[], weekday: number): Interval {
  const last = hours
    .filter((one) => one.weekday === weekday)
    .reduce((latest, one) => (one.to > latest ? one.to : latest), '')
  if (last === '') return { weekday, from: '09:00', to: '14:00' }
  const hour = Number(last.slice(0, 2))
  if (hour >= 21) return { weekday, from: last, to: '23:59' }
  return { weekday, from: clockOf(hour + 1), to: clockOf(Math.min(hour + 3, 23)) }
}

const clockOf = (hour: number) => `${String(hour).padStart(2, '0')}:00`

/** Monday's hours on every working day. */
export function likeMonday(hours: readonly Interval[]): readonly Interval[] {
  const monday = hours.filter((one) => one.weekday === 1)
  const weekend = hours.filter((one) => one.weekday > 5)
  return [...[1, 2, 3, 4, 5].flatMap((weekday) => monday.map((one) => ({ ...one, weekday }))), ...weekend]
}

export type TownFault = 'name' | 'website' | 'privacyNotice' | 'openingHours'

/** The fields of a town's form that are not right yet. The station checks everything again. */
export function townFaults(town: Town): readonly TownFault[] {
  const within = (text: string, least: number, most: number) =>
    text.trim().length >= least && text.trim().length <= most
  const right: readonly (readonly [TownFault, boolean])[] = [
    ['name', within(town.name, 2, 80)],
    ['website', town.website === '' || URL.parse(town.website)?.protocol === 'https:'],
    ['openingHours', hoursFaults(town.openingHours).size === 0],
    ['privacyNotice', within(town.privacyNotice, 20, 1500)],
  ]
  return right.flatMap(([field, isRight]) => (isRight ? [] : [field]))
}

export type ReplyFault = 'shortcut' | 'title' | 'text'

export function replyFaults(reply: { shortcut: string; title: string; text: string }): readonly ReplyFault[] {
  const right: readonly (readonly [ReplyFault, boolean])[] = [
    ['shortcut', /^[\p{L}\d_-]{1,30}$/u.test(reply.shortcut.trim())],
    ['title', reply.title.trim() !== ''],
    ['text', reply.text.trim() !== ''],
  ]
  return right.flatMap(([field, isRight]) => (isRight ? [] : [field]))
}

export const isUsername = (text: string): boolean => /^[a-z0-9._-]{3,40}$/.test(text.trim().toLowerCase())

export const minPasswordLength = 12
