import type { Page } from 'puppeteer-core'
import type { Library } from './library.ts'
import { browserMemoryMiB } from './memory.ts'
import { nudge, type PageStatus, pageStatus } from './page.ts'
import type { FromChild } from './protocol.ts'
import { limits } from './rules.ts'
import { pause, within } from './time-limit.ts'
import { nothingSeen, watch } from './watchdog-rules.ts'

export type LookoutNeeds = {
  readonly library: Library
  readonly isReady: () => boolean
  readonly over: () => boolean
  readonly fail: (what: string, error: unknown) => void
  readonly tell: (message: FromChild) => void
}

const pollEvery = 500

/** Looks at the page again and again: is it alive, and does it need help to become ready? */
export function lookout({ library, isReady, over, fail, tell }: LookoutNeeds) {
  let waiting = nothingSeen
  let offlineSince: number | null = null
  let blindSince: number | null = null

  /** A page that is on its way to WhatsApp may take its time; one that left it does not come back. */
  const patience = () => (offlineSince === null ? limits.firstSign : limits.lost)

  const look = async () => {
    const page = library.pupPage
    if (!page || page.isClosed()) return
    const status = await within(limits.beatAnswer, 'a sign of life', page.evaluate(pageStatus)).catch(whilePageChanges)
    noteSight(status !== null)
    if (!isReady() && status) await help(page, status)
  }

  const noteSight = (sees: boolean) => {
    blindSince = sees ? null : (blindSince ?? Date.now())
    if (blindSince !== null && Date.now() - blindSince > patience()) fail('there is no WhatsApp in the page', 'blind')
  }

  const help = async (page: Page, status: PageStatus) => {
    const verdict = watch(waiting, status, Date.now())
    waiting = verdict.waiting
    if (verdict.act === 'give_up') fail('ready never came', status.state)
    if (verdict.act !== 'nudge') return
    tell({ kind: 'note', what: 'nudged', detail: status.state })
    await within(limits.beatAnswer, 'nudge', page.evaluate(nudge))
  }

  const beat = async () => {
    const memoryMiB = await browserMemoryMiB(library.pupBrowser?.process()?.pid).catch(() => 0)
    const metrics = await library.pupPage?.metrics().catch(() => null)
    if (!over()) tell({ kind: 'alive', memoryMiB, heapMiB: Math.round((metrics?.JSHeapUsedSize ?? 0) / 2 ** 20) })
  }

  return {
    /** A fresh document: what was seen of the last one says nothing. */
    freshDocument(): void {
      waiting = nothingSeen
    },
    offline(): void {
      offlineSince ??= Date.now()
    },
    /** True when it had been offline. */
    online(): boolean {
      const was = offlineSince !== null
      offlineSince = null
      return was
    },
    /** Until the life is over. */
    async keep(): Promise<void> {
      let beatAt = 0
      while (!over()) {
        await look().catch((error) => fail('the page does not answer', error))
        if (offlineSince !== null && Date.now() - offlineSince > limits.syncing)
          fail('no way to WhatsApp', 'offline for minutes')
        if (Date.now() - beatAt >= limits.heartbeat) {
          beatAt = Date.now()
          await beat()
        }
        await pause(isReady() ? limits.heartbeat / 2 : pollEvery)
      }
    },
  }
}

export type Lookout = ReturnType<typeof lookout>

/** Between two documents, or before its modules are there, a page cannot answer; that is no sign of death. */
function whilePageChanges(error: unknown): null {
  if (/context was destroyed|Cannot find context|require is not a function|unknown module/i.test(String(error)))
    return null
  throw error
}
