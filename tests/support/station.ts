import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import pino from 'pino'
import { v7 } from 'uuid'
import { afterEach } from 'vitest'
import type { Pace } from '../../main/line/policy.ts'
import type { Operator } from '../../main/operators/actor.ts'
import { permissionsOf } from '../../main/operators/rules.ts'
import type { Clock } from '../../main/station/needs.ts'
import { assembleStation, type Station } from '../../main/station/station.ts'
import { openBlobFiles } from '../../main/store/blob-files.ts'
import { deriveKey } from '../../main/store/keys.ts'
import type { Store } from '../../main/store/store.ts'
import { ensureAccount } from './account.ts'
import { systemClock } from './clock.ts'
import { testKey } from './stores.ts'

export const resources = resolve(import.meta.dirname, '../../resources')

export type TestStation = Station & {
  /** An administrator to act with. */
  readonly operator: Operator
  readonly practice: NonNullable<Station['practice']>
  /** The folder of its encrypted files. */
  readonly filesFolder: string
}

/** Call inside `describe`: assembles the whole program on a store, with the practice town silent until spoken to. */
export function stations() {
  const endings: (() => Promise<void> | void)[] = []
  afterEach(async () => {
    for (const end of endings.splice(0).reverse()) await end()
  })
  return async (
    store: Store,
    options: { clock?: Clock; username?: string; name?: string; pace?: Pace } = {},
  ): Promise<TestStation> => {
    const folder = mkdtempSync(join(tmpdir(), 'ventanilla-media-'))
    endings.push(() => rmSync(folder, { recursive: true, force: true }))
    const { clock = systemClock() } = options
    const station = await assembleStation(
      {
        store,
        blobs: openBlobFiles({ directory: folder, key: testKey }),
        keyFor: (use) => deriveKey(testKey, use),
        clock,
        newId: () => v7(),
        log: pino({ level: 'silent' }),
      },
      {
        stationId: `test/${randomUUID()}`,
        resources,
        version: '0.0.0',
        copies: { folder: join(folder, 'copies'), key: deriveKey(testKey, 'backup'), scratch: folder },
        practice: { seed: 1, speed: 'manual' },
        ...(options.pace && { pace: options.pace }),
      },
    )
    await station.town.ensurePractice()
    const { name = 'Ana Prueba' } = options
    const { id } = await ensureAccount(store, clock, options)
    await station.start()
    endings.push(() => station.stop())
    const { practice } = station
    if (!practice) throw new Error('the practice town is missing')
    return {
      ...station,
      practice,
      filesFolder: folder,
      operator: { id, name, role: 'administrator', permissions: permissionsOf('administrator') },
    }
  }
}

/** Asks until the answer satisfies; fails with the last answer after `patience` milliseconds. */
export async function until<T>(
  ask: () => Promise<T>,
  satisfied: (answer: T) => boolean,
  patience = 10_000,
): Promise<T> {
  const deadline = Date.now() + patience
  for (;;) {
    const answer = await ask()
    if (satisfied(answer)) return answer
    if (Date.now() > deadline) throw new Error(`gave up waiting; last answer: ${JSON.stringify(answer)?.slice(0, 500)}`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
