import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { z } from 'zod'
import { buildStale } from '../main/desktop/launch/build.ts'
import { root } from '../tests/runner/stages.ts'
import { unpackedChromium } from '../tests/support/chromium.ts'

export type Account = { readonly url: string; readonly username: string; readonly password: string }

/** A real browser, and how to look at what it paints. Times are epoch milliseconds. */
export interface Consoles {
  /** Signs in and shows the console at `path`; resolves when the first conversation of its list is painted. */
  open(account: Account, path: string): Promise<Console>
  close(): Promise<void>
}

export interface Console {
  readonly paintedAt: number
  /** Begins to look for a text; the returned promise tells when it was painted. */
  watch(text: string): Promise<() => Promise<number>>
  close(): Promise<void>
}

/** A console that shows nothing for so many milliseconds is broken, not slow. */
const patience = 60_000

/** Waits for a text, or without one for the first row of a list. The frame that shows a change begins with its animation frame; the message after it is handled once it is painted. */
const watcher = `globalThis.benchWatch = (text) => {
  const isThere = () => text === null
    ? document.querySelector('[role="list"] [role="listitem"]') !== null
    : document.body.textContent.includes(text)
  globalThis.benchPainted = new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error('nothing was painted')), ${patience})
    const look = () => {
      if (!document.body || !isThere()) return
      observer.disconnect()
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => resolve(Date.now())
        port2.postMessage(0)
      })
    }
    const observer = new MutationObserver(look)
    observer.observe(document, { childList: true, subtree: true, characterData: true })
    look()
  })
}`

const paintedAt = async (page: Page): Promise<number> =>
  z.number().parse(await page.evaluate('globalThis.benchPainted'))

/** Null, and a word, where there is no browser. */
export async function openBrowser(say: (text: string) => void): Promise<Consoles | null> {
  const browser = await launched().catch((error: unknown) => {
    say(`no browser here: ${error instanceof Error ? error.message.split('\n')[0] : 'unknown'}`)
    return null
  })
  if (!browser) return null
  await buildStale(['renderer'], { root, out: join(root, 'out'), onBuild: () => say('building the console') })
  return {
    open: async (account, path) => openConsole(await browser.newContext(), account, path),
    close: () => browser.close(),
  }
}

async function launched(): Promise<Browser> {
  if (process.platform !== 'linux') return chromium.launch({ channel: 'chrome' })
  const { executablePath, args, env } = await unpackedChromium()
  return chromium.launch({ executablePath, args: [...args], env: { ...env } })
}

async function openConsole(
  context: BrowserContext,
  { url, username, password }: Account,
  path: string,
): Promise<Console> {
  await context.request.post(`${url}/api/session`, { data: { username, password } })
  const page = await context.newPage()
  await page.addInitScript(`${watcher}\nglobalThis.benchWatch(null)`)
  await page.goto(`${url}/#${path}`)
  return {
    paintedAt: await paintedAt(page),
    async watch(text) {
      await page.evaluate(`globalThis.benchWatch(${JSON.stringify(text)})`)
      return () => paintedAt(page)
    },
    close: () => context.close(),
  }
}
