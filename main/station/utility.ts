import { randomUUID } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { v7 } from 'uuid'
import { portServer } from '../api/port.ts'
import { StoreError } from '../store/store.ts'
import { systemClock } from './clock.ts'
import { describeError } from './describe-error.ts'
import { desktopNews } from './desktop-news.ts'
import { openHost } from './host.ts'
import { fileLog } from './log-file.ts'
import { stationIdOf } from './process-alive.ts'
import { type LinePort, type ShellLines, shellLines } from './shell-lines.ts'
import { type FromStation, type StartMessage, toStation } from './utility-messages.ts'

type Port = Parameters<ReturnType<typeof portServer>['attach']>[0] & LinePort

/** The part of Electron's `process.parentPort` that is used here. */
type Shell = {
  on(event: 'message', listener: (event: { readonly data: unknown; readonly ports: readonly Port[] }) => void): void
  postMessage(message: FromStation): void
}

/** Opens the station that the desktop shell asked for. Resolves when consoles may be attached. */
async function open(start: StartMessage, say: (message: FromStation) => void, lines: ShellLines) {
  await mkdir(start.dataDirectory, { recursive: true, mode: 0o700 })
  const clock = systemClock()
  const log = fileLog(join(start.dataDirectory, 'logs'))
  process.on('uncaughtExceptionMonitor', (error) => log.fatal({ error: describeError(error) }, 'the station ends'))
  const host = await openHost({
    dataDirectory: start.dataDirectory,
    resources: start.resourcesDirectory,
    version: start.version,
    stationId: stationIdOf(process.pid, randomUUID()),
    vault: {
      async masterKey() {
        if (start.masterKey) return Buffer.from(start.masterKey)
        throw new StoreError(
          'STORE_WRONG_KEY',
          'The system cannot open the key of this data folder; nothing was changed.',
        )
      },
    },
    clock,
    newId: () => v7(),
    log,
    practice: { seed: 1, speed: 1 },
    startLineProcess: lines.startProcess,
    ...(process.env.VENTANILLA_BROWSER && { browser: process.env.VENTANILLA_BROWSER }),
  })
  const stopNews = desktopNews({ host, clock, tell: say })
  return {
    consoles: portServer(host),
    async close() {
      stopNews()
      await host.close()
    },
  }
}

type Opened = Awaited<ReturnType<typeof open>>

/** What a restart cannot cure, as a code for the person; null when trying again makes sense. */
function lasting(error: unknown): string | null {
  if (error instanceof StoreError) return error.code
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return 'STORE_READ_ONLY'
  return code === 'ENOSPC' ? 'STORE_DISK_FULL' : null
}

/** Obeys the shell: start once, attach windows, end. An error that is not caught here ends the process, and the shell starts another. */
function serve(shell: Shell): void {
  const say = (message: FromStation): void => shell.postMessage(message)
  const lines = shellLines({ say, clock: systemClock() })
  let opened: Promise<Opened | null> = Promise.resolve(null)

  async function start(message: StartMessage): Promise<Opened | null> {
    try {
      const station = await open(message, say, lines)
      say({ kind: 'ready' })
      return station
    } catch (error) {
      const code = lasting(error)
      if (code === null) throw error
      say({ kind: 'fatal', code })
      return null
    }
  }

  async function attach(port: Port | undefined, desk: string): Promise<void> {
    const station = await opened
    if (!port || !station) return
    station.consoles.attach(port, desk)
    port.start()
  }

  async function end(): Promise<void> {
    await (await opened)?.close()
    process.exit(0)
  }

  shell.on('message', ({ data, ports }) => {
    const message = toStation.parse(data)
    switch (message.kind) {
      case 'start':
        opened = start(message)
        break
      case 'attach':
        void attach(ports[0], message.desk)
        break
      case 'line':
      case 'line_ended':
        lines.hear(message, ports[0])
        break
      case 'shutdown':
        void end()
    }
  })
}

serve(Reflect.get(process, 'parentPort') as Shell)
