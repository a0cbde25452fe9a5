import { z } from 'zod'
import { procedure } from './base.ts'
import { done, id, instant } from './common.ts'
import { openingInterval } from './settings.ts'

/** Autonomous communities and cities, by ISO 3166-2:ES. */
export const communities = [
  'AN',
  'AR',
  'AS',
  'CB',
  'CE',
  'CL',
  'CM',
  'CN',
  'CT',
  'EX',
  'GA',
  'IB',
  'MC',
  'MD',
  'ML',
  'NC',
  'PV',
  'RI',
  'VC',
] as const
export const community = z.enum(communities)
export type Community = z.infer<typeof community>

/** A day of the town, `YYYY-MM-DD`. */
export const day = z.iso.date()

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

/** Open from one time of the day to another, `HH:MM`. */
export const daySpan = z.object({ from: clock, to: clock }).refine(({ from, to }) => from < to, { path: ['to'] })
export type DaySpan = z.infer<typeof daySpan>

type Spans = readonly { readonly from: string; readonly to: string }[]
const apart = (spans: Spans) =>
  spans.every((one, at) => spans.every((other, next) => next <= at || one.to <= other.from || other.to <= one.from))

const hours = z.array(daySpan).min(1).max(4).refine(apart, 'hours that overlap')
const week = z
  .array(openingInterval)
  .max(28)
  .refine((all) => [1, 2, 3, 4, 5, 6, 7].every((weekday) => apart(all.filter((span) => span.weekday === weekday))))

/** Both days included. */
const dates = { from: day, to: day, name: z.string().trim().min(2).max(80) }

/**
 * Days that differ from the usual week. `feast`: a local one. `half_day`: other hours on days that would be open.
 * `opening`: open whatever else is said of the day. `timetable`: another week for a while, such as the summer's.
 */
const kinds = [
  z.object({ ...dates, kind: z.literal('feast') }),
  z.object({ ...dates, kind: z.literal('closure') }),
  z.object({ ...dates, kind: z.literal('half_day'), hours }),
  z.object({ ...dates, kind: z.literal('opening'), hours }),
  z.object({ ...dates, kind: z.literal('timetable'), week }),
] as const

const dayMs = 86_400_000
/** The most days one entry may span. */
const longest = 366

const lasts = ({ from, to }: { from: string; to: string }) => (Date.parse(to) - Date.parse(from)) / dayMs
const inOrder = (entry: { from: string; to: string }) => lasts(entry) >= 0 && lasts(entry) < longest

export const calendarEntryInput = z
  .discriminatedUnion('kind', [
    kinds[0].extend({ id: id.optional() }),
    kinds[1].extend({ id: id.optional() }),
    kinds[2].extend({ id: id.optional() }),
    kinds[3].extend({ id: id.optional() }),
    kinds[4].extend({ id: id.optional() }),
  ])
  .refine(inOrder, { path: ['to'] })
export type CalendarEntryInput = z.infer<typeof calendarEntryInput>

export const calendarEntry = z.discriminatedUnion('kind', [
  kinds[0].extend({ id }),
  kinds[1].extend({ id }),
  kinds[2].extend({ id }),
  kinds[3].extend({ id }),
  kinds[4].extend({ id }),
])
export type CalendarEntry = z.infer<typeof calendarEntry>
export type CalendarEntryKind = CalendarEntry['kind']

/** Why a day differs: a feast of the country or of the community, or an entry of the town. */
export const dayMark = z.object({
  kind: z.enum(['national', 'regional', 'feast', 'closure', 'half_day', 'opening', 'timetable']),
  name: z.string(),
  /** The town's entry; null for what ships with the product. */
  entryId: id.nullable(),
})
export type DayMark = z.infer<typeof dayMark>

export const calendarDay = z.object({ date: day, hours: z.array(daySpan), mark: dayMark.nullable() })
export type CalendarDay = z.infer<typeof calendarDay>

/**
 * Feasts of a year. `official`: as a gazette published them. `expected`: not published when this version was made;
 * only the sure ones are there. `national`: nothing is known of the community, or none was chosen.
 */
export const feastsState = z.enum(['official', 'expected', 'national'])

/** An event of a feed as it would be entered. */
export const feedEntry = z.object({ from: day, to: day, name: z.string(), known: z.boolean() })

/** The most characters of a feed that are read. */
export const longestFeed = 2_000_000
/** The most entries taken over at once. */
export const mostImported = 500

export const calendar = {
  get: procedure('settings.read')
    .route({ method: 'GET', path: '/calendar', summary: 'The community and the days that differ' })
    .output(z.object({ community: community.nullable(), entries: z.array(calendarEntry) })),
  saveCommunity: procedure('settings.write')
    .route({ method: 'PUT', path: '/calendar/community', summary: 'Whose feasts are kept' })
    .input(z.object({ community: community.nullable() }))
    .output(done),
  save: procedure('settings.write')
    .route({ method: 'PUT', path: '/calendar/entries', summary: 'Add or change days that differ' })
    .input(calendarEntryInput)
    .output(calendarEntry),
  remove: procedure('settings.write')
    .route({ method: 'DELETE', path: '/calendar/entries/{id}', summary: 'Back to the usual week' })
    .input(z.object({ id }))
    .output(done),
  days: procedure('settings.read')
    .route({ method: 'GET', path: '/calendar/days', summary: 'Every day of a year, with its hours and why' })
    .input(z.object({ year: z.coerce.number().int().min(2000).max(2100) }))
    .output(
      z.object({
        year: z.int(),
        feasts: feastsState,
        /** Where the feasts were published. */
        source: z.string().nullable(),
        days: z.array(calendarDay),
      }),
    ),
  /** What waiting clocks count: null in a town without hours, where every minute counts. */
  intervals: procedure('inbox.read')
    .route({
      method: 'GET',
      path: '/calendar/intervals',
      summary: 'When the office is open, from weeks ago to weeks on',
    })
    .output(
      z.object({
        from: instant,
        to: instant,
        open: z.array(z.tuple([instant, instant])).nullable(),
      }),
    ),
  readFeed: procedure('settings.write')
    .route({ method: 'POST', path: '/calendar/feed', summary: 'What an iCalendar file would add; adds nothing' })
    .input(z.object({ text: z.string().max(longestFeed) }))
    .output(
      z.object({
        entries: z.array(feedEntry),
        /** Events that do not last whole days, or that lie outside this year and the two after it. */
        left: z.object({ timed: z.int(), outside: z.int() }),
      }),
    ),
  importEntries: procedure('settings.write')
    .route({ method: 'POST', path: '/calendar/import', summary: 'Add several entries, all or none' })
    .input(z.object({ entries: z.array(calendarEntryInput).min(1).max(mostImported) }))
    .output(z.object({ added: z.int() })),
}
