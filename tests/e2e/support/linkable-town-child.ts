import { randomUUID } from 'node:crypto'
import { join, resolve } from 'node:path'
import pino from 'pino'
import { v7 } from 'uuid'
import { listen } from '../../../main/api/http.ts'
import { openHost } from '../../../main/station/host.ts'
import { keyFileVault } from '../../../main/station/key-file-vault.ts'
import { stationIdOf } from '../../../main/station/process-alive.ts'
import { unpackedChromium } from '../../support/chromium.ts'
import { systemClock } from '../../support/clock.ts'
import { startFakeWhatsApp } from '../../whatsapp/fake/server.ts'

/**
 * A station before its first run whose browser finds the fake WhatsApp and nothing else. Says `{ url }` when ready;
 * the word `rotate` renews the code, `scan` makes the phone read it, `log out` makes it remove this computer; `write` is a
 * citizen who writes, `answer` the town hall on its own phone; `restrict` and `relent` say whether WhatsApp refuses sends.
 */
const root = resolve(import.meta.dirname, '../../..')
const [data = ''] = process.argv.slice(2)
const whatsapp = await startFakeWhatsApp()
const chromium = await unpackedChromium()
Object.assign(process.env, chromium.env)
const host = await openHost({
  dataDirectory: data,
  resources: join(root, 'resources'),
  version: '0.0.0',
  stationId: stationIdOf(process.pid, randomUUID()),
  vault: keyFileVault(data),
  clock: systemClock(),
  newId: () => v7(),
  log: pino({ level: 'silent' }),
  practice: { seed: 1, speed: 'manual' },
  browser: chromium.executablePath,
  browserArgs: [...chromium.args, ...whatsapp.browserArgs],
})
const server = await listen({ host, port: 0, console: join(root, 'out/renderer'), version: '0.0.0' })

process.on('message', (word) => {
  if (word === 'rotate') whatsapp.phone.rotateCode()
  if (word === 'scan') void whatsapp.phone.scan()
  if (word === 'log out') void whatsapp.phone.unlink()
  if (word === 'restrict') whatsapp.faults.refuse({ code: 463, whom: 'everybody' })
  if (word === 'relent') whatsapp.faults.refuse(null)
  if (word === 'write') void whatsapp.phone.send({ from: '+34700100001', text: 'Hola, buenos días' })
  if (word === 'answer') void whatsapp.phone.send({ from: '+34700100001', text: 'Ya le atiendo yo', byOwnPhone: true })
})
process.on('SIGTERM', async () => {
  await server.close()
  await host.close()
  await whatsapp.close()
  process.exit(0)
})
process.send?.({ url: server.url, ownPhone: whatsapp.ownPhone })
