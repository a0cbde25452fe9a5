import { z } from 'zod'
import { id, instant } from './common.ts'
import { openingInterval } from './settings.ts'

/** What makes a message that the town starts wait. */
export const limitName = z.enum(['brake', 'quiet_hours', 'warm_up', 'day', 'reserve', 'hour', 'minute', 'gap', 'rest'])
export type LimitName = z.infer<typeof limitName>

/** Why the town does not write to one citizen now. */
export const citizenLimit = z.enum(['never_wrote', 'silent', 'apart', 'day', 'week', 'month'])
export type CitizenLimit = z.infer<typeof citizenLimit>

/** How the line does: red stops all that the town starts. */
export const brakeLevel = z.enum(['green', 'amber', 'red'])
export type BrakeLevel = z.infer<typeof brakeLevel>

/** What the brake looks at; the last two are told by WhatsApp and stop the line at once. */
export const breakerName = z.enum([
  'failed',
  'not_on_whatsapp',
  'opt_outs',
  'undelivered',
  'angry',
  'replies',
  'disconnects',
  'restriction',
  'logged_out',
])
export type BreakerName = z.infer<typeof breakerName>

/** What a person found and put right before the line speaks again. */
export const haltCause = z.enum(['list', 'text', 'pace', 'complaints', 'whatsapp', 'machine', 'other'])
export type HaltCause = z.infer<typeof haltCause>

/** A day of any year, `MM-DD`. */
export const monthDay = z
  .string()
  .regex(/^\d{2}-\d{2}$/)
  // A leap year has every day.
  .refine((day) => z.iso.date().safeParse(`2024-${day}`).success)

const noticeHours = z.array(openingInterval).max(28)

/** A part of every year with hours of its own, both days in it; it may go beyond the end of the year. */
export const summerTimetable = z.object({ from: monthDay, to: monthDay, hours: noticeHours })
export type SummerTimetable = z.infer<typeof summerTimetable>

/** What a town may set of its line; each number has limits that no setting passes, which the station tells. */
export const lineSettings = z.object({
  perMinute: z.int().positive(),
  perHour: z.int().positive(),
  perDay: z.int().positive(),
  /** Seconds between two sends, drawn anew each time. */
  gapFrom: z.int().positive(),
  gapTo: z.int().positive(),
  /** How much of a day's budget is kept for emergencies, in percent. */
  reserve: z.int().nonnegative(),
  /** To one citizen, all purposes together; service cuts have a number of their own. */
  citizenPerDay: z.int().positive(),
  citizenPerWeek: z.int().positive(),
  citizenPerMonth: z.int().positive(),
  urgentPerDay: z.int().positive(),
  /** After so many notices in a row without reading or answering, a citizen gets no more. */
  silentAfter: z.int().positive(),
  /** When notices may leave; never on feasts and closures. */
  hours: noticeHours,
  /** Takes the place of `hours` in its part of the year; null: there is none. */
  summer: summerTimetable.nullable().default(null),
})
export type LineSettings = z.infer<typeof lineSettings>

/** The settings that are numbers. */
export const lineNumbers = lineSettings.omit({ hours: true, summer: true }).keyof()
export type LineNumber = z.infer<typeof lineNumbers>

export const linePolicy = z.object({
  settings: lineSettings,
  defaults: lineSettings,
  limits: z.record(lineNumbers, z.object({ least: z.int(), most: z.int() })),
  /** What a town that has a summer timetable usually has. */
  usualSummer: summerTimetable,
  /** Hours of the day outside of which no setting lets a notice leave. */
  never: z.object({ before: z.string(), after: z.string() }),
})

/** A breaker as it stands: `value` is a share (0–1), or a number of disconnects. */
export const breaker = z.object({
  name: breakerName,
  level: brakeLevel,
  value: z.number(),
  /** How many it was measured on; below `least` it only watches. */
  sample: z.int(),
  least: z.int(),
  amberAt: z.number(),
  redAt: z.number(),
})
export type Breaker = z.infer<typeof breaker>

export const brakeState = z.object({
  level: brakeLevel,
  since: instant,
  breaker: breakerName.nullable(),
  /** Before this nobody can let it speak again. */
  until: instant.nullable(),
  /** It speaks slowly until then, after a person let it speak again. */
  slowUntil: instant.nullable(),
})

export const brakeEvent = z.object({
  id,
  at: instant,
  kind: z.enum(['amber', 'green', 'red', 'resumed']),
  breaker: breakerName.nullable(),
  value: z.number().nullable(),
  sample: z.int().nullable(),
  until: instant.nullable(),
  operator: z.string().nullable(),
  cause: haltCause.nullable(),
  reason: z.string().nullable(),
})
export type BrakeEvent = z.infer<typeof brakeEvent>

/** What a line may start today, and what holds it back now. */
export const lineBudget = z.object({
  day: z.string(),
  sent: z.int(),
  /** Notices and emergencies together. */
  allowed: z.int(),
  /** Of `allowed`, what is kept for emergencies. */
  reserve: z.int(),
  sentLastHour: z.int(),
  perHour: z.int(),
  perMinute: z.int(),
  /** What holds the next notice back, and until when; null when it may leave now. */
  binds: z.object({ limit: limitName, until: instant }).nullable(),
  warmUp: z.object({
    step: z.int(),
    last: z.int(),
    /** Of the next step; null on the last one. */
    nextPerDay: z.int().nullable(),
    /** Sends of today after which tomorrow may be a step further, if all stays green. */
    usedFor: z.int(),
    worstToday: brakeLevel,
  }),
})
export type LineBudget = z.infer<typeof lineBudget>

export const lineDay = z.object({
  day: z.string(),
  step: z.int(),
  sent: z.int(),
  allowed: z.int(),
  worst: brakeLevel,
})

export const lineSafety = z.object({
  lineId: id,
  budget: lineBudget,
  brake: brakeState,
  breakers: z.array(breaker),
  events: z.array(brakeEvent),
  /** The last days, oldest first. */
  days: z.array(lineDay),
})
export type LineSafety = z.infer<typeof lineSafety>

export const forecast = z.object({
  /** When the first of it leaves; null when nothing does within two years. */
  beginsAt: instant.nullable(),
  /** Null when it would not end within two years. */
  endsAt: instant.nullable(),
  /** What makes most of the wait; null when nothing does. */
  bindingLimit: limitName.nullable(),
  /** Broadcasts that have their turn before it. */
  behind: z.array(id),
  perDay: z.array(z.object({ day: z.string(), count: z.int() })),
  /** What is left for emergencies on the day that leaves least. */
  reserve: z.int(),
})
export type Forecast = z.infer<typeof forecast>

export const lineCalendarDay = z.object({
  day: z.string(),
  /** What the town may start that day, emergencies aside. */
  allowed: z.int(),
  /** Of each broadcast how many. */
  planned: z.array(z.object({ id, count: z.int() })),
  free: z.int(),
})
export type LineCalendarDay = z.infer<typeof lineCalendarDay>

/** A broadcast that takes a part of the days to come, or would once it is resumed. */
export const comingBroadcast = z.object({
  id,
  title: z.string(),
  state: z.enum(['running', 'paused', 'scheduled']),
  /** When it began, or the first time that it will. */
  startsAt: instant,
  /** Messages still to leave, of all its times in these weeks; estimated while it is scheduled. */
  left: z.int(),
  /** How often it happens in these weeks. */
  times: z.int(),
})
export type ComingBroadcast = z.infer<typeof comingBroadcast>

export const lineCalendar = z.object({
  days: z.array(lineCalendarDay),
  /** In the order in which they have their turn; what is paused takes nothing of the days. */
  broadcasts: z.array(comingBroadcast),
})
export type LineCalendar = z.infer<typeof lineCalendar>

/** What goes wrong in a rehearsal: shares (0–1) of the recipients. */
export const rehearsalFaults = z.object({
  failed: z.number().min(0).max(1).default(0),
  notOnWhatsapp: z.number().min(0).max(1).default(0),
  optOuts: z.number().min(0).max(1).default(0),
  angry: z.number().min(0).max(1).default(0),
  undelivered: z.number().min(0).max(1).default(0),
  replies: z.number().min(0).max(1).default(0.3),
  /** WhatsApp restricts the line after so many sends; 0: never. */
  restrictedAfter: z.int().min(0).default(0),
})
export type RehearsalFaults = z.infer<typeof rehearsalFaults>

export const rehearsal = z.object({
  sent: z.int(),
  left: z.int(),
  startsAt: instant,
  /** When the last one left, or when the brake stopped it. */
  endsAt: instant.nullable(),
  stopped: breakerName.nullable(),
  bindingLimit: limitName.nullable(),
  events: z.array(z.object({ at: instant, level: brakeLevel, breaker: breakerName.nullable() })),
  perDay: z.array(z.object({ day: z.string(), count: z.int() })),
})
export type Rehearsal = z.infer<typeof rehearsal>
