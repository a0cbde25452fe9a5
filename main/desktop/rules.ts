/** How patiently a station that dies is started again. Times in milliseconds. */
export type SupervisionPolicy = {
  readonly firstDelayMs: number
  readonly longestDelayMs: number
  /** Crashes older than this are forgotten. */
  readonly memoryMs: number
  /** One more than this within the memory and a person is asked. */
  readonly restarts: number
  /** How long a station may take to end when asked. */
  readonly graceMs: number
}

export const supervision: SupervisionPolicy = {
  firstDelayMs: 250,
  longestDelayMs: 20_000,
  memoryMs: 5 * 60_000,
  restarts: 6,
  graceMs: 10_000,
}

export type AfterCrash = { readonly kind: 'restart'; readonly afterMs: number } | { readonly kind: 'give_up' }

/** The crashes that still count at `now`, oldest first. */
export const rememberedCrashes = (crashes: readonly number[], now: number, policy: SupervisionPolicy) =>
  crashes.filter((at) => now - at < policy.memoryMs)

/**
 * What to do after the last of `crashes` (epoch milliseconds, the newest included). The delay doubles with each
 * remembered crash; `chance` (0 to 1) takes up to half of it away, so that several PCs do not knock together.
 */
export function afterCrash(
  crashes: readonly number[],
  now: number,
  chance: number,
  policy: SupervisionPolicy = supervision,
): AfterCrash {
  const count = rememberedCrashes(crashes, now, policy).length
  if (count > policy.restarts) return { kind: 'give_up' }
  const full = Math.min(policy.longestDelayMs, policy.firstDelayMs * 2 ** Math.max(0, count - 1))
  return { kind: 'restart', afterMs: Math.round(full * (1 - chance / 2)) }
}

export type Rectangle = { readonly x: number; readonly y: number; readonly width: number; readonly height: number }

export type WindowState = { readonly bounds: Rectangle; readonly maximized: boolean }

/** The smallest window in which the three panes fit, in device-independent pixels. */
export const smallestWindow = { width: 1024, height: 640 } as const
const firstWindow = { width: 1360, height: 860 } as const

const overlap = (a: number, aLength: number, b: number, bLength: number) =>
  Math.min(a + aLength, b + bLength) - Math.max(a, b)

/** A window can be grabbed again: a good piece of its title bar lies on the display. */
function reachable(bounds: Rectangle, display: Rectangle): boolean {
  const titleBarOnIt = bounds.y >= display.y - 8 && bounds.y <= display.y + display.height - 48
  return titleBarOnIt && overlap(bounds.x, bounds.width, display.x, display.width) >= 160
}

function centred(size: { readonly width: number; readonly height: number }, display: Rectangle): Rectangle {
  const width = Math.min(size.width, display.width)
  const height = Math.min(size.height, display.height)
  return {
    x: Math.round(display.x + (display.width - width) / 2),
    y: Math.round(display.y + (display.height - height) / 2),
    width,
    height,
  }
}

/**
 * Where a window opens: as it was left when that is still on one of `displays` (work areas, the primary first),
 * centred on the primary one otherwise. Never smaller than `smallestWindow` nor larger than its display.
 */
export function placeWindow(remembered: WindowState | null, displays: readonly Rectangle[]): WindowState {
  const [primary] = displays
  const state = remembered ?? { bounds: { x: 0, y: 0, ...firstWindow }, maximized: false }
  if (!primary) return { bounds: { x: 0, y: 0, ...firstWindow }, maximized: false }
  const home = remembered ? displays.find((display) => reachable(state.bounds, display)) : undefined
  if (!home) return { bounds: centred(state.bounds, primary), maximized: state.maximized }
  const width = Math.min(home.width, Math.max(smallestWindow.width, state.bounds.width))
  const height = Math.min(home.height, Math.max(smallestWindow.height, state.bounds.height))
  return { bounds: { x: state.bounds.x, y: state.bounds.y, width, height }, maximized: state.maximized }
}
