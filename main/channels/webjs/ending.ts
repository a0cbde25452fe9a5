import type { FromChild, HaltCode } from './protocol.ts'
import { limits, saysWhatsAppChanged } from './rules.ts'
import { pause, reasonOf, within } from './time-limit.ts'

export type EndingNeeds = {
  readonly browser: () => {
    readonly connected: boolean
    close(): Promise<void>
    process(): { kill(signal: 'SIGKILL'): unknown } | null
  } | null
  readonly unlock: () => Promise<void>
  readonly tell: (message: FromChild) => void
  readonly end: (code: number) => void
}

/** How a life of the link ends, once: broken, halted, or asked to. The browser is always closed first. */
export function ending({ browser, unlock, tell, end }: EndingNeeds) {
  let over = false
  let pairedAt: number | null = null

  const closeBrowser = async () => {
    const open = browser()
    if (!open) return
    const settles = pairedAt === null ? 0 : pairedAt + limits.settleAfterPairing - Date.now()
    if (settles > 0 && open.connected) await pause(settles)
    await within(5_000, 'close', open.close()).catch(() => open.process()?.kill('SIGKILL'))
  }

  const finish = async (code: number) => {
    await closeBrowser().catch(() => undefined)
    await unlock().catch(() => undefined)
    end(code)
  }

  return {
    over: () => over,

    /** A phone has just scanned: pages write what a login left behind some seconds late. */
    paired(): void {
      pairedAt = Date.now()
    },

    /** Starting again is right, unless a part of WhatsApp is gone. */
    fail(what: string, error: unknown): void {
      if (over) return
      over = true
      const reason = `${what}: ${reasonOf(error)}`
      if (saysWhatsAppChanged(reason)) tell({ kind: 'halt', code: 'whatsapp_changed', detail: reason })
      else tell({ kind: 'broken', reason })
      void finish(1)
    },

    /** Starting again is wrong. After a logout the library still closes the browser and removes the profile itself. */
    halt(code: HaltCode, detail: string): void {
      if (over) return
      over = true
      tell({ kind: 'halt', code, detail })
      void pause(detail === 'LOGOUT' ? 2_000 : 0).then(() => finish(0))
    },

    /** Leaves the account; the answer travels before the process ends. */
    async leave(logOut: () => Promise<void>): Promise<void> {
      over = true
      await logOut().finally(() => void pause(200).then(() => finish(0)))
    },

    async stop(): Promise<void> {
      over = true
      await finish(0)
    },
  }
}

export type Ending = ReturnType<typeof ending>
