import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { webjsLine } from '../../main/channels/webjs/line.ts'
import { openSqliteStore } from '../../main/store/sqlite.ts'
import { unpackedChromium } from '../support/chromium.ts'
import { systemClock } from '../support/clock.ts'
import { testKey } from '../support/stores.ts'
import { startFakeWhatsApp } from '../whatsapp/fake/server.ts'
import { describeChannel } from './channel-specs.ts'
import type { FarSide } from './far-side.ts'

/** A card as a phone keeps it. */
function readCard(text: string) {
  const [, name = ''] = /^FN:(.+)$/m.exec(text) ?? []
  const [, phone = ''] = /^TEL.*:(\+\d+)$/m.exec(text) ?? []
  return { name, phone }
}

/** The real library in a real Chromium against our own WhatsApp page and phone. */
async function webjs(): Promise<FarSide> {
  const whatsapp = await startFakeWhatsApp()
  const folder = await mkdtemp(join(tmpdir(), 'ventanilla-webjs-'))
  const chromium = await unpackedChromium()
  Object.assign(process.env, chromium.env)
  const clock = systemClock()
  const store = await openSqliteStore({ path: join(folder, 'store.db'), key: testKey, clock })
  const line = webjsLine({
    ...{ store, clock, lineId: 'line', log: pino({ level: 'silent' }) },
    folder: join(folder, 'line'),
    copyKey: testKey,
    browserArgs: [...chromium.args, ...whatsapp.browserArgs],
  })
  const { phone, faults } = whatsapp

  return {
    channel: line.channel,
    async link() {
      await line.useBrowser(chromium.executablePath)
      await line.begin()
      await phone.scan()
    },
    write: ({ from, text, replyTo, photo }) =>
      phone.send({
        ...{ from, text, ...(replyTo && { replyTo }) },
        ...(photo && { kind: 'image', media: { bytes: Buffer.from(photo), mime: 'image/png' } }),
      }),
    edit: ({ id, text }) => phone.edit(id, text),
    remove: ({ id }) => phone.delete(id),
    react: ({ id, from, emoji }) => phone.react(id, emoji ?? '', { from }),
    writeOnOwnPhone: ({ to, text }) => phone.send({ from: to, text, byOwnPhone: true }),
    shown: async (to) =>
      phone.received(to).map((one) => ({ ...one, card: one.kind === 'vcard' ? readCard(one.text) : null })),
    cut: async (is) => faults.offline(is),
    async restrict(is) {
      faults.refuse(is ? { code: 463, whom: 'everybody' } : null)
      if (!is) await line.lift()
    },
    loseMedia: async (is) => faults.media(is ? 'gone' : 'there'),
    async close() {
      await whatsapp.close()
      await store.close()
      await rm(folder, { recursive: true, force: true, maxRetries: 10 })
    },
  }
}

describeChannel('webjs', webjs)
