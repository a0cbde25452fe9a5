import { unpackedChromium } from '../tests/support/chromium.ts'
import type { FakeWhatsApp } from '../tests/whatsapp/fake/server.ts'
import { type LibraryClient, libraryClient } from '../tests/whatsapp/library-client.ts'
import { browserMemory, type LineSide, nextOnes } from './line-side.ts'
import { memoryOf } from './memory.ts'

/** whatsapp-web.js in this process, with nothing behind it that would record, answer or find again. */
export async function bareLine(whatsapp: FakeWhatsApp, folder: string): Promise<LineSide> {
  const { executablePath, args, env } = await unpackedChromium()
  const puppeteer = {
    ...{ executablePath, env: { ...env }, headless: true, pipe: true, protocolTimeout: 60_000 },
    args: [...args, ...whatsapp.browserArgs],
  }
  const ones = nextOnes()
  let library: LibraryClient | null = null
  let count = 0

  const open = async () => {
    const opened = await libraryClient(whatsapp, folder, { puppeteer })
    opened.client.on('message', () => {
      count += 1
      ones.tell()
    })
    library = opened
    return { opened, started: opened.client.initialize() }
  }

  return {
    async link() {
      const begun = performance.now()
      const { opened, started } = await open()
      await opened.event('qr')
      const qr = performance.now() - begun
      await started
      const scanned = performance.now()
      await whatsapp.phone.scan()
      await opened.event('ready')
      return { qr, ready: performance.now() - scanned }
    },
    async again() {
      await library?.client.destroy()
      const begun = performance.now()
      const { opened, started } = await open()
      await opened.event('ready')
      const ready = performance.now() - begun
      await started
      return ready
    },
    next: ones.next,
    heard: async () => count,
    memory: async () => ({ process: (await memoryOf(process.pid))?.now ?? 0, browser: await browserMemory(folder) }),
    close: async () => library?.client.destroy(),
  }
}
