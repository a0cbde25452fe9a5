import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino, { type Logger } from 'pino'
import { v7 } from 'uuid'
import type { LinkState } from '../../main/channels/webjs/link-state.ts'
import { permissionsOf } from '../../main/operators/rules.ts'
import { stationIdOf } from '../../main/station/process-alive.ts'
import { assembleStation, type Station } from '../../main/station/station.ts'
import { openBlobFiles } from '../../main/store/blob-files.ts'
import { deriveKey } from '../../main/store/keys.ts'
import { openSqliteStore } from '../../main/store/sqlite.ts'
import type { Store } from '../../main/store/store.ts'
import { ensureAccount } from '../support/account.ts'
import { unpackedChromium } from '../support/chromium.ts'
import { systemClock } from '../support/clock.ts'
import { resources } from '../support/station.ts'
import { testKey } from '../support/stores.ts'
import type { FakeWhatsApp } from './fake/server.ts'

export type TownLine = {
  readonly station: Station
  readonly store: Store
  readonly link: NonNullable<Station['webjs']>
  readonly operator: { id: string; name: string; role: 'administrator'; permissions: ReturnType<typeof permissionsOf> }
  readonly folder: string
  /** Every phase the link went through, in order. */
  readonly phases: string[]
  phase(wanted: LinkState['phase'], patience?: number): Promise<LinkState>
  close(): Promise<void>
}

/** A folder for the data of one town that goes away with the test. */
export async function townFolder(): Promise<{ readonly path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'ventanilla-town-'))
  return { path, remove: () => rm(path, { recursive: true, force: true, maxRetries: 10 }) }
}

/** The whole station of a real town with its store on disk, whose browser finds the fake WhatsApp and nothing else. */
export async function openTownLine(
  whatsapp: Pick<FakeWhatsApp, 'browserArgs'>,
  folder: string,
  log: Logger = pino({ level: 'silent' }),
): Promise<TownLine> {
  const chromium = await unpackedChromium()
  // The line's process and its browser inherit what this Chromium needs of the environment.
  Object.assign(process.env, chromium.env)
  const clock = systemClock()
  const store = await openSqliteStore({ path: join(folder, 'store.db'), key: testKey, clock })
  const station = await assembleStation(
    {
      store,
      blobs: openBlobFiles({ directory: join(folder, 'media'), key: testKey }),
      keyFor: (use) => deriveKey(testKey, use),
      clock,
      newId: () => v7(),
      log,
    },
    {
      stationId: stationIdOf(process.pid, randomUUID()),
      resources,
      version: '0.0.0',
      copies: { folder: join(folder, 'copies'), key: deriveKey(testKey, 'backup'), scratch: folder },
      webjs: {
        folder: join(folder, 'whatsapp'),
        copyKey: testKey,
        browserArgs: [...chromium.args, ...whatsapp.browserArgs],
      },
      pace: { perMinute: Number.POSITIVE_INFINITY, chatSpacing: 0, burstWindow: 0, batch: 1 },
    },
  )
  const { webjs: link } = station
  if (!link) throw new Error('a real town has a link')
  await station.town.ensurePractice()
  const name = 'Ana Prueba'
  const { id } = await ensureAccount(store, clock, { name })
  const phases: string[] = []
  const stopWatching = link.watch(({ phase }) => {
    if (phases.at(-1) !== phase) phases.push(phase)
  })
  await station.start()
  await link.useBrowser(chromium.executablePath)

  return {
    station,
    store,
    link,
    operator: { id, name, role: 'administrator', permissions: permissionsOf('administrator') },
    folder,
    phases,
    phase: (wanted, patience = 30_000) =>
      new Promise((resolve, reject) => {
        const look = (state: LinkState) => {
          if (state.phase !== wanted) return
          clearTimeout(timer)
          unwatch()
          resolve(state)
        }
        const unwatch = link.watch(look)
        const timer = setTimeout(() => {
          unwatch()
          reject(new Error(`the link is ${link.state().phase}, not ${wanted}; it was ${phases.join(', ')}`))
        }, patience)
        look(link.state())
      }),
    async close() {
      stopWatching()
      await station.stop()
      await store.close()
    },
  }
}
