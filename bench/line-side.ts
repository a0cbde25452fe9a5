import { browserMemoryMiB } from '../main/channels/webjs/memory.ts'
import { browserPid } from '../tests/whatsapp/browser-processes.ts'

/** What hears a fake phone: the whole product, or the library alone. Times are milliseconds. */
export interface LineSide {
  /** From nothing to a QR, and from its scan to ready. */
  link(): Promise<{ readonly qr: number; readonly ready: number }>
  /** From a start with the stored session to ready. */
  again(): Promise<number>
  /** Resolves when the next message of a citizen is heard, where it is heard last. */
  next(): Promise<void>
  /** How many messages of citizens have been heard so far. */
  heard(): Promise<number>
  /** Megabytes: the process that holds the library, and all of its browser. */
  memory(): Promise<LineMemory>
  close(): Promise<void>
}

export type LineMemory = { readonly process: number; readonly browser: number }

/** Whoever waits for the next message; each is told once. */
export function nextOnes() {
  let waiting: (() => void)[] = []
  return {
    next: (): Promise<void> =>
      new Promise((heard) => {
        waiting = [...waiting, heard]
      }),
    tell(): void {
      for (const heard of waiting.splice(0)) heard()
    },
  }
}

/** Megabytes of a browser with all its processes, in proportional shares; 0 where the system does not tell. */
export const browserMemory = async (profile: string): Promise<number> => browserMemoryMiB(await browserPid(profile))
