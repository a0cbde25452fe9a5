import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads'
import { type LineProcesses, lineProcesses } from '../../main/desktop/line-processes.ts'
import { systemClock } from '../../main/station/clock.ts'
import type { Clock } from '../../main/station/needs.ts'

export type LineThreads = LineProcesses<MessagePort> & {
  /** Every thread that was started, in order; whether each still runs. */
  readonly threads: readonly { readonly worker: Worker; running: boolean }[]
}

type Options = { readonly clock?: Clock; readonly graceMs?: number }

/** The shell's processes of lines, with threads of plain Node in the place of Electron's processes. */
export function lineThreads(
  entry: string,
  data: unknown,
  { clock = systemClock(), graceMs = 10_000 }: Options = {},
): LineThreads {
  const threads: { worker: Worker; running: boolean }[] = []
  const lines = lineProcesses<MessagePort>({
    startProcess() {
      const worker = new Worker(entry, { workerData: data, stderr: true })
      const thread = { worker, running: true }
      threads.push(thread)
      worker.on('error', () => undefined)
      worker.once('exit', () => {
        thread.running = false
      })
      return {
        give: (port) => worker.postMessage({ data: 'port', ports: [port] }, [port]),
        onSpawn: (listener) => void worker.once('online', () => listener(worker.threadId)),
        onExit: (listener) => void worker.once('exit', listener),
        kill: () => void worker.terminate(),
      }
    },
    newChannel: () => {
      const { port1, port2 } = new MessageChannel()
      return [port1, port2]
    },
    clock,
    graceMs,
  })
  return { ...lines, threads }
}

/** The built program of a line, given what Electron would give it. */
export const builtLine = (app: string): LineThreads =>
  lineThreads(join(import.meta.dirname, 'utility-child.ts'), {
    entry: pathToFileURL(join(app, 'out', 'line', 'child.js')).href,
  })
