import type { HaltCode } from './protocol.ts'

/** Every time limit of the real line, milliseconds. */
export const limits = {
  /** From the start of the child to the first sign of WhatsApp: a QR, a login or its loading screen. */
  firstSign: 90_000,
  /** Between two signs of a sync that goes on. */
  syncing: 180_000,
  /** From login to ready before the page is nudged, and from the nudge to giving up. */
  nudgeAfter: 2_500,
  readyAfterNudge: 20_000,
  /** A page that was ready and shows no WhatsApp any more. */
  lost: 12_000,
  /** Without a sign of life. */
  silence: 25_000,
  heartbeat: 5_000,
  beatAnswer: 10_000,
  /** One call through the protocol of the browser, at most; every call has a limit of its own below. */
  protocol: 160_000,
  /** From the opened page to a QR or a login, as the library waits for it. */
  firstState: 60_000,
  send: 30_000,
  /** With a file: the browser uploads it first, over a town hall's line as it is. */
  sendMedia: 150_000,
  lookUp: 30_000,
  media: 60_000,
  reconcile: 600_000,
  logOut: 20_000,
  /** A QR that nobody scans. */
  pairing: 10 * 60_000,
  /** A clean end before it is forced. */
  stop: 8_000,
  /** Pages write what a login left behind within this time; no forced end before it. */
  settleAfterPairing: 10_000,
} as const

export const backoff = { least: 200, most: 60_000 } as const

/** How long to wait before start number `failures` + 1 in a row; `chance` is from 0 to 1. */
export function restartDelay(failures: number, chance: number): number {
  const full = Math.min(backoff.most, backoff.least * 2 ** Math.max(0, failures - 1))
  return Math.round(Math.max(backoff.least, full * (0.5 + chance / 2)))
}

const haltingStates: Readonly<Record<string, HaltCode>> = {
  LOGOUT: 'logged_out',
  UNPAIRED: 'logged_out',
  UNPAIRED_IDLE: 'logged_out',
  TOS_BLOCK: 'terms_blocked',
  SMB_TOS_BLOCK: 'terms_blocked',
  PROXYBLOCK: 'terms_blocked',
  DEPRECATED_VERSION: 'version_retired',
  CONFLICT: 'conflict',
}

/** What a state or a reason to disconnect means when starting again would make it worse; null when starting again is right. */
export const haltOf = (state: string): HaltCode | null => haltingStates[state] ?? null

/** The page has no module of that name any more: WhatsApp changed under the library. */
export const saysWhatsAppChanged = (text: string) =>
  /requiring unknown module|unknown module|cannot find module '?WA|require\d* is not defined|module .* (?:not found|does not exist)/i.test(
    text,
  )

/** WhatsApp rations what this number starts: error 463, a time-lock, "too many". */
export const saysRestricted = (text: string) =>
  /\b463\b|time-?lock|reach-?out|too many|rate-?overlimit|\b429\b|restricted/i.test(text)

/** What a launch that failed says about the reason. */
export function launchProblem(text: string): HaltCode | null {
  if (/ENOENT|Could not find|Browser was not found|EISDIR/i.test(text)) return 'browser_missing'
  if (/EACCES|EPERM/i.test(text)) return 'browser_broken'
  if (/already running|SingletonLock|ProcessSingleton|profile appears to be in use/i.test(text)) return 'profile_in_use'
  if (/DevTools remote debugging is disallowed|disallowed by the system admin/i.test(text)) return 'browser_forbidden'
  return null
}

/** Halts that pass by themselves when tried again a few times: a browser that ends slowly still holds its profile. */
export const mayPass = (code: HaltCode, failures: number) => code === 'profile_in_use' && failures < 7

const hour = 3_600_000

/** How long a restricted number starts nothing: an hour, then twice that, at most a day. */
export const restrictedFor = (times: number) => Math.min(24 * hour, hour * 2 ** Math.max(0, times - 1))

export const memoryCeilingMiB = { browser: 1024, heap: 700 } as const

export type Health = {
  readonly now: number
  readonly startedAt: number
  readonly lastActivityAt: number
  readonly memoryMiB: number
  readonly heapMiB: number
  /** Local hour of the day, 0 to 23. */
  readonly hour: number
}

const quiet = 60_000
const overdue = 2 * hour

/**
 * Whether the browser is started afresh now: nightly between three and five after at least six hours, or over a memory
 * ceiling, and only when nobody has written for a minute. Twice the ceiling does not wait for quiet.
 */
export function recycles({ now, startedAt, lastActivityAt, memoryMiB, heapMiB, hour: clockHour }: Health): boolean {
  const isQuiet = now - lastActivityAt >= quiet
  const age = now - startedAt
  if (memoryMiB > 2 * memoryCeilingMiB.browser || heapMiB > 2 * memoryCeilingMiB.heap) return age > quiet
  if (memoryMiB > memoryCeilingMiB.browser || heapMiB > memoryCeilingMiB.heap) return isQuiet && age > quiet
  const nightly = clockHour >= 3 && clockHour < 5 && age > 6 * hour
  return nightly && (isQuiet || age > 24 * hour + overdue)
}

/** `MAP`-less user agent of the installed browser: headless mode must not be visible in it. */
export const honestUserAgent = (reported: string) => reported.replace(/Headless/g, '')
