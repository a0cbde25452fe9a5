import type { EventEmitter } from 'node:events'
import type { Browser, Page } from 'puppeteer-core'
import wwebjs from 'whatsapp-web.js'
import { atDocumentStart, claimDocument } from './page.ts'
import type { StartMessage } from './protocol.ts'
import { honestUserAgent, limits } from './rules.ts'
import { SessionAuth } from './session-auth.ts'
import { pause } from './time-limit.ts'

/** A message as the library hands it out; `_data` is the page's model. */
export type LibraryMessage = {
  readonly _data: unknown
  readonly ack?: number
  downloadMedia(): Promise<{ readonly data: string } | undefined>
}

/** The part of whatsapp-web.js that is used here. */
export type Library = EventEmitter & {
  pupBrowser: Browser | null
  pupPage: Page | null
  inject(): Promise<void>
  initialize(): Promise<void>
  logout(): Promise<void>
  info?: { readonly wid?: { readonly _serialized?: string } }
  getWWebVersion(): Promise<string>
  getChatById(id: string): Promise<{ fetchMessages(options: { limit: number }): Promise<readonly LibraryMessage[]> }>
  getContactLidAndPhone(ids: string[]): Promise<readonly { readonly lid?: string; readonly pn?: string }[]>
  getNumberId(phone: string): Promise<{ readonly _serialized: string } | null>
  getMessageById(id: string): Promise<LibraryMessage | null>
  sendMessage(
    chatId: string,
    content: string | wwebjs.MessageMedia,
    options: object,
  ): Promise<LibraryMessage | undefined>
}

export type LibraryHooks = {
  /** The browser runs; the page is still empty. */
  readonly launched: (browser: Browser, page: Page) => Promise<void>
  readonly injected: () => void
  readonly injectionFailed: (error: unknown) => void
}

/** Throws while there is none. */
export function openPage(library: Library): Page {
  if (!library.pupPage || library.pupPage.isClosed()) throw new Error('There is no page')
  return library.pupPage
}

/** The library with a session folder, a steered browser and an injection that cannot hurt; nothing runs yet. */
export function openLibrary(start: StartMessage, hooks: LibraryHooks): Library {
  const auth = new SessionAuth(start.sessionFolder, {
    async launched() {
      const { pupBrowser: browser, pupPage: page } = client
      if (!browser || !page) throw new Error('The browser is not there')
      await hooks.launched(browser, page)
      await lookReal(browser, page)
    },
    async closeBrowser() {
      await client.pupBrowser?.close().catch(() => client.pupBrowser?.process()?.kill('SIGKILL'))
    },
  })
  const options = {
    authStrategy: auth,
    webVersionCache: { type: 'none' as const },
    userAgent: false,
    authTimeoutMs: limits.firstState,
    evalOnNewDoc: atDocumentStart,
    qrMaxRetries: 0,
    takeoverOnConflict: false,
    puppeteer: {
      executablePath: start.executablePath,
      headless: !start.visible,
      args: [...start.browserArgs],
      pipe: true,
      protocolTimeout: limits.protocol,
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    },
  }
  const client = new wwebjs.Client(options as unknown as wwebjs.ClientOptions) as unknown as Library
  injectOncePerDocument(client, hooks)
  return client
}

const vanishedDocument = /context was destroyed|detached|navigat|Cannot find context/i
const documentTries = 5

/**
 * The library injects itself again at every navigation of any frame, several times at once, and lets a failure escape.
 * Here one injection runs at a time, once in each document, and failures are told. A document that vanishes under an
 * injection has a successor, which gets its own.
 */
function injectOncePerDocument(client: Library, hooks: LibraryHooks): void {
  const inject = client.inject.bind(client)
  let chain = Promise.resolve()

  const once = async (triesLeft: number): Promise<void> => {
    const page = client.pupPage
    if (!page || page.isClosed()) return
    try {
      if (!(await page.evaluate(claimDocument))) return
      await inject()
      hooks.injected()
    } catch (error) {
      if (triesLeft === 0 || !vanishedDocument.test(String(error))) throw error
      await pause(200)
      await once(triesLeft - 1)
    }
  }

  client.inject = () => {
    chain = chain.then(() => once(documentTries)).catch(hooks.injectionFailed)
    return chain
  }
}

/** Without this the browser calls itself headless, in its name and in its brands. */
async function lookReal(browser: Browser, page: Page): Promise<void> {
  const userAgent = honestUserAgent(await browser.userAgent())
  const major = /Chrome\/(\d+)/.exec(userAgent)?.[1] ?? '0'
  const brand = /Edg\//.test(userAgent) ? 'Microsoft Edge' : 'Google Chrome'
  await page.setUserAgent({
    userAgent,
    userAgentMetadata: {
      brands: [
        { brand, version: major },
        { brand: 'Chromium', version: major },
        { brand: 'Not_A Brand', version: '24' },
      ],
      platform: { win32: 'Windows', darwin: 'macOS' }[process.platform as string] ?? 'Linux',
      platformVersion: '',
      architecture: process.arch.startsWith('arm') ? 'arm' : 'x86',
      model: '',
      mobile: false,
    },
  })
}
