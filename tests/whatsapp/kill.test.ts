import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSqliteStore } from '../../main/store/sqlite.ts'
import { systemClock } from '../support/clock.ts'
import { until } from '../support/station.ts'
import { testKey } from '../support/stores.ts'
import { browserPid } from './browser-processes.ts'
import { type FakeWhatsApp, startFakeWhatsApp } from './fake/server.ts'
import { townFolder } from './town-line.ts'

/** Pages write what a login left behind some seconds late; nobody can keep what a browser has not written. */
const loginIsWritten = 10_000

describe('a station that is killed', () => {
  let whatsapp: FakeWhatsApp
  let town: Awaited<ReturnType<typeof townFolder>>
  const running: ChildProcess[] = []

  beforeAll(async () => {
    whatsapp = await startFakeWhatsApp()
    town = await townFolder()
  })
  afterAll(async () => {
    for (const station of running) if (station.exitCode === null) station.kill('SIGKILL')
    await whatsapp.close()
    await town.remove()
  })

  /** A station in a process of its own, and every phase its link went through. */
  const open = () => {
    const station = fork(join(import.meta.dirname, 'chaos-station-child.ts'), {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    running.push(station)
    const phases: string[] = []
    station.on('message', (told: { phase?: string }) => {
      if (told.phase) phases.push(told.phase)
    })
    station.send({ kind: 'open', folder: town.path, browserArgs: [...whatsapp.browserArgs], log: null })
    const reaches = (phase: string) =>
      until(
        async () => phases.at(-1),
        (last) => last === phase,
        60_000,
      )
    return { station, phases, reaches }
  }

  it('needs no QR afterwards, leaves no browser behind, and hears what came meanwhile', async () => {
    const first = open()
    await first.reaches('not_linked')
    first.station.send({ kind: 'begin' })
    await first.reaches('qr')
    await whatsapp.phone.scan()
    await first.reaches('connected')
    await new Promise((resolve) => setTimeout(resolve, loginIsWritten))

    const gone = once(first.station, 'exit')
    first.station.kill('SIGKILL')
    await gone
    await whatsapp.phone.send({ from: '+34700000001', text: 'Mientras no había estación' })
    const profile = join(town.path, 'whatsapp', 'session')
    await until(
      async () => (await browserPid(profile)) ?? null,
      (pid) => pid === null,
      20_000,
    )

    const second = open()
    await second.reaches('connected')
    expect(second.phases).not.toContain('qr')
    const store = await openSqliteStore({ path: join(town.path, 'store.db'), key: testKey, clock: systemClock() })
    const rows = () => store.read.selectFrom('messages').select('text').where('direction', '=', 'in').execute()
    expect(await until(rows, ({ length }) => length > 0, 30_000)).toEqual([{ text: 'Mientras no había estación' }])
    await store.close()
    const closed = once(second.station, 'exit')
    second.station.send({ kind: 'close' })
    await closed
  }, 120_000)
})
