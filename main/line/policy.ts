import type { BreakerName, LineNumber, LineSettings, SummerTimetable } from '../../contract/line-safety.ts'

/*
 * Every pacing number of the product, each with its reason. None is official: WhatsApp publishes no limit for linked
 * devices, and what practitioners report disagrees. Where they do, the cautious figure is taken: there is one number,
 * and nobody can bring it back. No other file may hold a pacing number (`tests/architecture`).
 */

export const second = 1_000
export const minute = 60 * second
export const hour = 60 * minute
export const day = 24 * hour

/** A whole, in percent and in millionths. */
export const whole = 100
export const million = 1_000_000

// Answers: citizens wrote first.

/** How fast a channel may answer. */
export type Pace = {
  /** Answers in any 60 seconds; Infinity where nobody can be harmed. */
  readonly perMinute: number
  /** Milliseconds between two automatic messages in one conversation. */
  readonly chatSpacing: number
  /** Milliseconds an automatic answer waits for what else the citizen writes in one go; 0 reads every message alone. */
  readonly burstWindow: number
  /** Messages claimed at once: 1 wherever each must be weighed again. */
  readonly batch: number
}

/** Practitioners' conservative figures for answers: 8 a minute, 2 s apart in a chat. The practice town is not harmed. */
export const paces = {
  practice: { perMinute: Number.POSITIVE_INFINITY, chatSpacing: 0, burstWindow: 400, batch: 16 },
  webjs: { perMinute: 8, chatSpacing: 2 * second, burstWindow: 3 * second, batch: 1 },
  cloud: { perMinute: 60, chatSpacing: second, burstWindow: 3 * second, batch: 8 },
} as const satisfies Record<string, Pace>

/** After a restriction the first day is the one in which numbers are lost: answers a minute until so long after. */
export const restrictionRamp = [
  { until: hour, perMinute: 1 },
  { until: 6 * hour, perMinute: 2 },
  { until: day, perMinute: 4 },
] as const

/** More automatic messages than this to one person in the window is a loop of two machines: a person is called. */
export const automatic = { limit: 8, window: 10 * minute } as const

/** Nobody is written to who does not wait for us before 9 or after 21 h: the law on sales calls, kept as good custom. */
export const daytime = { from: 9, to: 21 } as const

// What the town starts.

/** How warm a line is: what it may start on a day, in any hour and in any minute. */
export type WarmUpStep = { readonly perDay: number; readonly perHour: number; readonly perMinute: number }

const steps = (perHour: number, ...perDay: readonly number[]): readonly WarmUpStep[] =>
  perDay.map((most) => ({ perDay: most, perHour, perMinute: 2 }))

/**
 * A young number that writes to many is reviewed (20 to 30 a day in the first week are reported to be enough). On days
 * 0 to 2 people chat by hand and fill the profile; then 15 a day, growing by a quarter to a half, later by 15 %.
 */
const warmUp: readonly WarmUpStep[] = [
  ...steps(0, 0, 0, 0),
  ...steps(8, 15, 20),
  ...steps(12, 30, 40),
  ...steps(20, 55, 75, 100),
  ...steps(30, 130, 165),
  ...steps(40, 200, 250, 300),
  ...steps(60, 345, 395, 455, 520, 600, 600, 600),
  { perDay: 1_000, perHour: 100, perMinute: 5 },
]

/** From where a step may be taken back: the first on which anything leaves. */
const firstSending = 3

export const warmUpRules = {
  /** A day teaches nothing about the number unless half of what it allowed was used. */
  usedShare: 0.5,
  /** A red day shows that the last two steps were too many. */
  redDrops: 2,
  /** A number that starts nothing for three days is treated as cooler by those who counted. */
  idle: 72 * hour,
  idleDrops: 2,
} as const

/** Between two sends: random and skewed to the short end, because a fixed beat is what a machine sounds like. */
export const rests = {
  /** People pause: after 20 to 30 sends. */
  every: { from: 20, to: 30 },
  /** For 5 to 15 minutes. */
  length: { from: 5 * minute, to: 15 * minute },
} as const

/** How much of its pace a line keeps. */
export const paceShares = {
  amber: 0.5,
  /** After a person let it speak again, for a day. */
  resumed: 0.25,
  resumedFor: day,
  /** After a reconnection, rising to all of it: a line that comes back with everything it owes looks like a machine. */
  reconnected: 0.1,
  reconnectedOver: 10 * minute,
} as const

/** To one citizen. */
export const citizenRules = {
  /** Two notices on consecutive mornings may come a little early. */
  apart: 20 * hour,
  week: 7 * day,
  month: 30 * day,
  /** The official cap on unanswered messages is being tested at 30 a month for all senders; a third of it is ours. */
  hardPerMonth: 10,
} as const

/** Purposes that may come more often, as people need them on the day. */
export const urgentPurposes: ReadonlySet<string> = new Set(['service_cuts'])

/** The purpose of what follows from a citizen's own request: news of a report, a reminder of an appointment. */
export const followUpPurpose = 'follow_up'

/** The first part of a broadcast leaves alone and is looked at for an hour: a bad list shows early and costs little. */
export const firstLook = {
  share: 0.05,
  wait: hour,
  /** A twentieth of fewer people teaches nothing. */
  smallest: 20,
} as const

/** Messages of broadcasts that stand in the outbox at once: what is stopped has nearly all of it still in its list. */
export const broadcastsInFlight = 1

/** A safe pace that takes longer than this is the wrong tool: the official API or a WhatsApp Channel is the answer. */
export const tooSlowAfter = 3 * day

const weekdays = [1, 2, 3, 4, 5].flatMap((weekday) => [
  { weekday, from: '09:30', to: '14:00' },
  { weekday, from: '17:00', to: '20:30' },
])

const mornings = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '09:30', to: '14:00' }))

/**
 * From the middle of June to the middle of September town halls work mornings: who answers to an afternoon's notice
 * would find nobody. It is offered and not set, because every town fixes its own days in its calendar of work, and a
 * guess would make a quarter of the year slower without anybody having decided it.
 */
export const usualSummer: SummerTimetable = { from: '06-15', to: '09-15', hours: mornings }

const linked: LineSettings = {
  /** Two until it is warm. */
  perMinute: 3,
  /** More than 80 cold messages an hour are reported as high risk by several. */
  perHour: 80,
  perDay: 800,
  gapFrom: 12,
  gapTo: 40,
  reserve: 20,
  citizenPerDay: 1,
  citizenPerWeek: 2,
  citizenPerMonth: 6,
  urgentPerDay: 3,
  silentAfter: 8,
  /** Mornings and late afternoons, not at lunch; half a Saturday, no Sunday. */
  hours: [...weekdays, { weekday: 6, from: '10:00', to: '14:00' }],
  summer: null,
}

/** Of each number what no setting goes below and above. */
export type Limits = Readonly<Record<LineNumber, { readonly least: number; readonly most: number }>>

const linkedLimits: Limits = {
  perMinute: { least: 1, most: 5 },
  perHour: { least: 1, most: 100 },
  perDay: { least: 1, most: 1_000 },
  /** Bans are reported at gaps of 7 s. */
  gapFrom: { least: 8, most: 600 },
  gapTo: { least: 12, most: 900 },
  reserve: { least: 10, most: 50 },
  citizenPerDay: { least: 1, most: 1 },
  citizenPerWeek: { least: 1, most: 4 },
  citizenPerMonth: { least: 1, most: citizenRules.hardPerMonth },
  urgentPerDay: { least: 1, most: 3 },
  silentAfter: { least: 3, most: 20 },
}

/** How a channel is treated. */
export type Profile = {
  readonly settings: LineSettings
  readonly limits: Limits
  readonly steps: readonly WarmUpStep[]
  /** The step of a line that has just been made. */
  readonly firstStep: number
  /** No step is taken back below this one. */
  readonly floor: number
  readonly rests: boolean
}

/** The first tier of the official API is 250 unique people a day; 80 % of it leaves room for what is urgent. */
const cloudSettings: LineSettings = { ...linked, perMinute: 60, perHour: 200, perDay: 200, gapFrom: 1, gapTo: 2 }

export const profiles = {
  /** The rules of a linked device on a line that is warm: there is nothing to see on an invented number's first days. */
  practice: {
    settings: linked,
    limits: linkedLimits,
    steps: warmUp,
    firstStep: warmUp.length - 1,
    floor: 14,
    rests: true,
  },
  webjs: {
    settings: linked,
    limits: linkedLimits,
    steps: warmUp,
    firstStep: 0,
    floor: firstSending,
    rests: true,
  },
  /** Meta's own tiers warm it up: one message a second, 80 % of the tier a day. */
  cloud: {
    settings: cloudSettings,
    limits: {
      ...linkedLimits,
      perMinute: { least: 1, most: 60 },
      perHour: { least: 1, most: 3_600 },
      perDay: { least: 1, most: 80_000 },
      gapFrom: { least: 1, most: 600 },
      gapTo: { least: 2, most: 900 },
    },
    steps: [{ perDay: 80_000, perHour: 3_600, perMinute: 60 }],
    firstStep: 0,
    floor: 0,
    rests: false,
  },
} as const satisfies Record<string, Profile>

// The brake.

export type Threshold = {
  readonly amber: number
  readonly red: number
  /** Measured on fewer than this it only watches. */
  readonly least: number
  /** Red needs as many cases, whatever their share. */
  readonly redCases: number
  /** The fewer the worse: answers, where all others count what went wrong. */
  readonly fewIsBad?: true
}

/** When the line slows down and when it stops. A share of 1 % of complaints is where others are closed. */
export const thresholds = {
  failed: { amber: 0.03, red: 0.05, least: 30, redCases: 2 },
  /** Writing to numbers that are not on WhatsApp is reported to bring a restriction by itself. */
  not_on_whatsapp: { amber: 0.01, red: 0.02, least: 30, redCases: 2 },
  opt_outs: { amber: 0.01, red: 0.02, least: 30, redCases: 5 },
  /** The nearest thing to seeing that one was blocked. */
  undelivered: { amber: 0.05, red: 0.08, least: 30, redCases: 2 },
  /** One angry person among thirty is no trend; two are. */
  angry: { amber: 0.005, red: 0.01, least: 30, redCases: 2 },
  /** Under a tenth of people who answer is risky. It moves slowly, so it is asked of a hundred. */
  replies: { amber: 0.1, red: 0.03, least: 100, redCases: 0, fewIsBad: true },
  disconnects: { amber: 3, red: 5, least: 0, redCases: 0 },
} as const satisfies Partial<Record<BreakerName, Threshold>>

/** What the breakers look back on. */
export const brakeWindows = {
  /** Sends, of failures. */
  lastSends: 100,
  optOuts: day,
  angry: day,
  /** What has not arrived by then counts as undelivered. */
  delivery: day,
  undelivered: 7 * day,
  replies: 14 * day,
  disconnects: hour,
} as const

export const halts = {
  /** At the first word of WhatsApp the line rests for a day, or until the end it names and a tenth more. */
  signal: day,
  beyondServerEnd: 1.1,
  /** A second stop within a week is no accident. */
  again: { within: 7 * day, rest: 7 * day },
} as const

/** What was started is remembered for a year: more than any rule looks back on. */
export const remembered = { sends: 365 * day, disconnects: day } as const

/** How often the slow breakers are read. */
export const breakersEvery = 5 * minute

/** Forecasts give up after two years; the calendar of the line shows six weeks; days and halts are shown so far back. */
export const horizons = { forecast: 730 * day, calendarDays: 42, daysShown: 28, eventsShown: 50, openDay: 400 } as const
