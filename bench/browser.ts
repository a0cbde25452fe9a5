import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { z } from 'zod'
import { buildStale } from '../main/desktop/launch/build.ts'
import { root } from '../tests/runner/stages.ts'
import { unpackedChromium } from '../tests/support/chromium.ts'

export type Account = { readonly url: string; readonly username: string; readonly password: string }

/** A real browser, and how to look at what it paints. Times are epoch milliseconds. */
export interface Consoles {
  /** Signs in and shows the console at `path`; resolves when `text` is painted somewhere in it. */
  open(account: Account, path: string, text: string): Promise<Console>
  close(): Promise<void>
}

export interface Console {
  readonly paintedAt: number
  /** Begins to look for a text; the returned promise tells when it was painted. */
  watch(text: string): Promise<() => Promise<number>>
  close(): Promise<void>
}

/** The frame that shows a change begins with its animation frame; the message after it is handled once it is painted. */
const watcher = `globalThis.benchWatch = (text) => {
  globalThis.benchPainted = new Promise((resolve) => {
    const look = () => {
      if (!document.body?.textContent.includes(text)) return
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
    open: async (account, path, text) => openConsole(await browser.newContext(), account, { path, text }),
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
  shown: { readonly path: string; readonly text: string },
): Promise<Console> {
  await context.request.post(`${url}/api/session`, { data: { username, password } })
  const page = await context.newPage()
  await page.addInitScript(`${watcher}\nglobalThis.benchWatch(${JSON.stringify(shown.text)})`)
  await page.goto(`${url}/#${shown.path}`)
  return {
    paintedAt: await paintedAt(page),
    async watch(text) {
      await page.evaluate(`globalThis.benchWatch(${JSON.stringify(text)})`)
      return () => paintedAt(page)
    },
    close: () => context.close(),
  }
}
