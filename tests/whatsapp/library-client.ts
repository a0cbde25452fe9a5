import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import WhatsAppWeb, { type Client, type ClientOptions, type Message } from 'whatsapp-web.js'
import { unpackedChromium } from '../support/chromium.ts'
import type { FakeWhatsApp } from './fake/server.ts'

/** A folder for one browser profile that goes away with the test. */
export async function profileFolder(): Promise<{ readonly path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'ventanilla-whatsapp-'))
  return { path, remove: () => rm(path, { recursive: true, force: true, maxRetries: 5 }) }
}

/** Something the library emitted. */
export type Emitted = { readonly event: string; readonly args: readonly unknown[] }

type Watch = { readonly pageErrors: string[]; readonly hosts: Set<string> }

type Page = NonNullable<Client['pupPage']>

function watchPage(page: Page, { pageErrors, hosts }: Watch): void {
  page.on('pageerror', (error) => pageErrors.push(error instanceof Error ? error.message : String(error)))
  page.on('error', (error) => pageErrors.push(error.message))
  page.on('request', (request) => {
    const { protocol, host } = new URL(request.url())
    if (protocol !== 'data:' && protocol !== 'blob:') hosts.add(host)
  })
}

/**
 * A page that still calls while its browser closes is answered into a closed pipe, and by then puppeteer has stopped
 * listening to it: alone in a process this ends it (the process of the line reports it and starts again).
 */
function watchPipes(pipes: readonly (Readable | Writable | null | undefined)[], { pageErrors }: Watch): void {
  for (const pipe of pipes) pipe?.on('error', (error: Error) => pageErrors.push(error.message))
}

/** The library tells its session keeper of a new browser before it opens WhatsApp: the moment to begin watching. */
function watchedAuth(profile: string, watch: Watch, client: () => Client) {
  const auth = new WhatsAppWeb.LocalAuth({ dataPath: profile })
  return Object.assign(auth, {
    async afterBrowserInitialized() {
      watchPage(openPage(client()), watch)
      watchPipes(client().pupBrowser?.process()?.stdio ?? [], watch)
    },
  })
}

function openPage(client: Client): Page {
  if (!client.pupPage) throw new Error('the library has no page yet')
  return client.pupPage
}

/** The bare library in a real Chromium against the fake, with everything it emitted in order. */
export async function libraryClient(whatsapp: FakeWhatsApp, profile: string, more: Partial<ClientOptions> = {}) {
  const chromium = await unpackedChromium()
  const watch: Watch = { pageErrors: [], hosts: new Set() }
  const client: Client = new WhatsAppWeb.Client({
    authStrategy: watchedAuth(profile, watch, () => client),
    webVersionCache: { type: 'none' },
    puppeteer: {
      executablePath: chromium.executablePath,
      args: [...chromium.args, ...whatsapp.browserArgs, `--log-net-log=${join(profile, 'network.json')}`],
      env: { ...chromium.env },
      headless: true,
      pipe: true,
      protocolTimeout: 20_000,
    },
    ...more,
  })
  const emitted: Emitted[] = []
  const emit = client.emit.bind(client)
  client.emit = (event: string | symbol, ...args: unknown[]) => {
    emitted.push({ event: String(event), args })
    return emit(event, ...args)
  }

  /** The n-th event of a name, as soon as it has happened. */
  function event(name: string, nth = 1): Promise<Emitted> {
    const found = emitted.filter((one) => one.event === name)[nth - 1]
    if (found) return Promise.resolve(found)
    return new Promise((resolve) => client.once(name as 'ready', () => resolve(event(name, nth))))
  }

  return {
    client,
    page: (): Page => openPage(client),
    /** How many in the page listen for an event of the line. */
    listeners: (event: string): Promise<unknown> =>
      openPage(client).evaluate(`window.AuthStore?.AppState.listeners(${JSON.stringify(event)})`),
    emitted,
    event,
    count: (name: string): number => emitted.filter((one) => one.event === name).length,
    names: (): readonly string[] => emitted.map((one) => one.event),
    message: async (name: string, nth = 1): Promise<Message> => (await event(name, nth)).args[0] as Message,
    /** Errors of the page's scripts: the only trace of what fails inside the library's handlers. */
    pageErrors: watch.pageErrors as readonly string[],
    /** Hosts that the page asked for anything. */
    hosts: watch.hosts as ReadonlySet<string>,
  }
}

export type LibraryClient = Awaited<ReturnType<typeof libraryClient>>

/** Starts the library and scans its code: ready, with nothing in its past. */
export async function linkedClient(whatsapp: FakeWhatsApp, profile: string, more: Partial<ClientOptions> = {}) {
  const library = await libraryClient(whatsapp, profile, more)
  const started = library.client.initialize()
  await library.event('qr')
  await whatsapp.phone.scan()
  await library.event('ready')
  await started
  return library
}
