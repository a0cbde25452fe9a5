import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { newMasterKey } from '../../main/station/key-file.ts'
import { consoleOf, isReady, superviseBuilt } from './station-thread.ts'

const app = join(import.meta.dirname, '..', '..')

let data = ''
let running: { stop(): Promise<void> }[] = []
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'ventanilla-station-'))
  running = []
})
afterEach(async () => {
  for (const station of running) await station.stop()
  await rm(data, { recursive: true })
})

async function start(masterKey: Uint8Array<ArrayBuffer> | null) {
  const built = superviseBuilt({ app, data, masterKey })
  running.push(built.station)
  built.station.restart()
  await built.until(isReady)
  return built
}

describe('the built station behind the shell', () => {
  test('answers a window over its port; a crash costs a window its port and nothing else', async () => {
    const { station, crash, until } = await start(Uint8Array.from(newMasterKey()))
    const first = consoleOf(station)
    expect(await first.setup.status()).toMatchObject({ stage: 'first_run', version: '0.1.0' })
    const { me } = await first.setup.startPractice({ language: 'es' })
    expect(me.operator.role).toBe('administrator')

    crash()
    await until(isReady, 2)
    expect(await consoleOf(station).setup.status()).toMatchObject({ stage: 'practice' })
  })

  test('tells the shell who waits for a person', async () => {
    const { station, until } = await start(Uint8Array.from(newMasterKey()))
    const window = consoleOf(station)
    await window.setup.startPractice({ language: 'es' })
    await window.practice.inbound({
      body: { from: '+34700000001', name: 'Rosa Lema', text: 'Quiero hablar con una persona' },
    })
    const notify = await until((news) => news.kind === 'notify' && news.citizenName === 'Rosa Lema')
    const waiting = await window.inbox.list({ view: 'unanswered' })
    expect(
      waiting.items.map(({ id, citizen }) => ({ kind: 'notify', conversationId: id, citizenName: citizen.name })),
    ).toContainEqual(notify)
    await until((news) => news.kind === 'unanswered' && news.count > 0)
  })

  test('a key that cannot be read leaves the data alone and the console knows', async () => {
    const key = Uint8Array.from(newMasterKey())
    const { station } = await start(key)
    await consoleOf(station).setup.startPractice({ language: 'es' })
    await station.stop()

    const locked = await start(null)
    expect(await consoleOf(locked.station).setup.status()).toMatchObject({
      stage: 'broken',
      problem: 'STORE_WRONG_KEY',
    })
    await locked.station.stop()

    const again = await start(key)
    expect(await consoleOf(again.station).setup.status()).toMatchObject({ stage: 'practice' })
  })
})
