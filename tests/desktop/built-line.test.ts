import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { newMasterKey } from '../../main/station/key-file.ts'
import { unpackedChromium } from '../support/chromium.ts'
import { town } from '../support/town.ts'
import { type FakeWhatsApp, startFakeWhatsApp } from '../whatsapp/fake/server.ts'
import { consoleOf, isReady, superviseBuilt } from './station-thread.ts'

const app = join(import.meta.dirname, '..', '..')
const rosa = '+34700000001'

let folder = ''
let whatsapp: FakeWhatsApp
let browser = ''
let running: Awaited<ReturnType<typeof superviseBuilt>>['station'][] = []

/** A browser as a person installed it, which finds the fake WhatsApp under the real name and nothing else. */
async function installBrowser(): Promise<string> {
  const chromium = await unpackedChromium()
  Object.assign(process.env, chromium.env)
  const words = [chromium.executablePath, ...chromium.args, ...whatsapp.browserArgs].map((word) => `'${word}'`)
  const path = join(folder, 'chromium')
  await writeFile(path, `#!/bin/sh\nexec ${words.join(' ')} "$@"\n`)
  await chmod(path, 0o755)
  return path
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ventanilla-built-line-'))
  whatsapp = await startFakeWhatsApp()
  browser = await installBrowser()
  running = []
})
afterEach(async () => {
  for (const station of running) await station.stop()
  await whatsapp.close()
  await rm(folder, { recursive: true, maxRetries: 10 })
})

/** The processes that have a browser's profile of this test open. */
async function browsers(): Promise<number> {
  const mine = async (pid: string) =>
    (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).includes(`--user-data-dir=${folder}`)
  const all = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  return (await Promise.all(all.map(mine))).filter(Boolean).length
}

async function start() {
  process.env.VENTANILLA_BROWSER = browser
  const built = superviseBuilt({ app, data: join(folder, 'data'), masterKey: key })
  running.push(built.station)
  built.station.restart()
  await built.until(isReady)
  return built
}
const key = Uint8Array.from(newMasterKey())

describe.runIf(process.platform === 'linux')('the built line behind the shell', () => {
  test('links, hears, answers with a file; outlives its own death and the station’s; ends with the shell', async () => {
    const { station, lines, crash, until } = await start()
    const first = consoleOf(station)
    const administrator = { username: 'secretaria', name: 'Secretaría Prueba', password: 'tres-caballos-azules-9' }
    const { token } = await first.setup.createTown({ town, administrator })
    await first.security.acknowledgeDuties({ version: (await first.security.duties()).version })
    const phase = (console: typeof first, wanted: string) =>
      expect.poll(async () => (await console.lines.linkState())?.phase, { timeout: 60_000 }).toBe(wanted)
    const heard = (console: typeof first, text: string) =>
      expect.poll(async () => (await console.inbox.search({ q: text })).items.length, { timeout: 30_000 }).toBe(1)

    await first.lines.link({ visible: false })
    await phase(first, 'qr')
    expect(lines.threads).toHaveLength(1)
    await whatsapp.phone.scan()
    await phase(first, 'connected')

    await whatsapp.phone.send({ from: rosa, text: 'farola apagada' })
    await heard(first, 'farola apagada')
    const { items } = await first.inbox.list({ view: 'all' })
    const id = items[0]?.id ?? ''
    const photo = await readFile(join(app, 'resources/practice/media/lamp.jpg'))
    const media = await first.inbox.attach({ id, file: new File([new Uint8Array(photo)], 'farola.jpg') })
    await first.inbox.send({ id, text: 'Ya luce', mediaId: media.id })
    await expect
      .poll(() => whatsapp.phone.received(rosa).find(({ text }) => text === 'Ya luce'), { timeout: 30_000 })
      .toMatchObject({ kind: 'image', file: { mime: 'image/jpeg' } })

    // The process of the line dies: another takes its place, without a code.
    await lines.threads[0]?.worker.terminate()
    await whatsapp.phone.send({ from: rosa, text: 'segunda farola' })
    await heard(first, 'segunda farola')
    expect(lines.threads).toHaveLength(2)

    // The station dies: its line ends by itself, and the next station starts its own.
    crash()
    await until(isReady, 2)
    await expect.poll(() => lines.threads[1]?.running, { timeout: 30_000 }).toBe(false)
    const second = consoleOf(station)
    await second.session.resume({ token })
    await phase(second, 'connected')
    await whatsapp.phone.send({ from: rosa, text: 'tercera farola' })
    await heard(second, 'tercera farola')

    await station.stop()
    await lines.stop()
    expect(lines.threads.filter((thread) => thread.running)).toEqual([])
    await expect.poll(browsers, { timeout: 15_000 }).toBe(0)
  }, 240_000)
})
