import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import WhatsAppWeb, { type Client, type ClientOptions, type Message } from 'whatsapp-web.js'
import { unpackedChromium } from '../support/chromium.ts'
import type { FakeWhatsApp } from './fake/server.ts'

/** A folder for one browser profile that goes away with the test. */
export async function profileFolder(): Promise<{ readonly path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'ventanilla-whatsapp-'))
  return { path, remove: () => rm(path, { recursive: true, force: true, maxRetries: 5 }) }
}

export type Seen = { readonly event: string; readonly args: readonly unknown[] }

/** The bare library in a real Chromium against the fake, with everything it emitted in order. */
export async function libraryClient(whatsapp: FakeWhatsApp, profile: string, more: Partial<ClientOptions> = {}) {
  const chromium = await unpackedChromium()
  const client: Client = new WhatsAppWeb.Client({
    authStrategy: new WhatsAppWeb.LocalAuth({ dataPath: profile }),
    webVersionCache: { type: 'none' },
    puppeteer: {
      executablePath: chromium.executablePath,
      args: [...chromium.args, ...whatsapp.browserArgs],
      env: { ...chromium.env },
      headless: true,
      pipe: true,
      protocolTimeout: 20_000,
    },
    ...more,
  })
  const seen: Seen[] = []
  const emit = client.emit.bind(client)
  client.emit = (event: string | symbol, ...args: unknown[]) => {
    seen.push({ event: String(event), args })
    return emit(event, ...args)
  }

  /** The n-th event of a name, as soon as it has happened; fails after the time of the test. */
  function event(name: string, nth = 1): Promise<Seen> {
    const found = seen.filter((one) => one.event === name)[nth - 1]
    if (found) return Promise.resolve(found)
    return new Promise((resolve) => client.once(name as 'ready', () => resolve(event(name, nth))))
  }

  return {
    client,
    seen,
    event,
    count: (name: string): number => seen.filter((one) => one.event === name).length,
    message: async (name: string, nth = 1): Promise<Message> => (await event(name, nth)).args[0] as Message,
  }
}
