import { join } from 'node:path'
import type { Logger } from 'pino'
import type { Clock } from '../../station/needs.ts'
import type { Store } from '../../store/store.ts'
import { webjsChannel } from './channel.ts'
import { lineMemory } from './line-memory.ts'
import { forkedLineProcess, type StartLineProcess } from './line-process.ts'
import { sessionKeeper } from './session-backup.ts'

export type WebjsLineOptions = {
  /** Holds the browser's profile and its encrypted copy; of this PC alone. */
  readonly folder: string
  /** The 32-byte key of the copy. */
  readonly copyKey: Buffer
  /** A forked Node unless given: Electron's utility process in the desktop. */
  readonly startProcess?: StartLineProcess
  readonly browserArgs?: readonly string[]
}

/** The real line, put together from its folder and the store. */
export function webjsLine(
  needs: WebjsLineOptions & {
    readonly store: Store
    readonly clock: Clock
    readonly log: Logger
    readonly lineId: string
  },
) {
  const { store, clock, log, lineId, folder } = needs
  const sessionFolder = join(folder, 'session')
  return webjsChannel({
    clock,
    log,
    memory: lineMemory({ store, clock, lineId }),
    startProcess: needs.startProcess ?? forkedLineProcess(),
    sessionFolder,
    session: sessionKeeper({ folder: sessionFolder, file: join(folder, 'session.copy'), key: needs.copyKey }),
    chance: Math.random,
    hour: () => new Date(clock.now()).getHours(),
    ...(needs.browserArgs && { browserArgs: needs.browserArgs }),
  })
}
