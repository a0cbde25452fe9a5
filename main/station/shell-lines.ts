import type { LineProcess } from '../channels/webjs/line-process.ts'
import type { FromStation, ToStation } from './utility-messages.ts'

/** One end of a channel to a process that the shell started. */
export type LinePort = {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void
  postMessage(message: unknown): void
  start(): void
  close(): void
}

type Line = {
  port: LinePort | null
  pid: number | undefined
  /** Said before the port came. */
  readonly waiting: unknown[]
  readonly messages: ((message: unknown) => void)[]
  readonly exits: (() => void)[]
}

/**
 * Lines whose processes the shell starts, as only it may. The station asks, the shell answers with a port to the
 * process, and tells when it has ended.
 */
export function shellLines(say: (message: Extract<FromStation, { id: number }>) => void) {
  const lines = new Map<number, Line>()
  let last = 0

  const connect = (line: Line, port: LinePort) => {
    line.port = port
    port.on('message', ({ data }) => {
      for (const listener of line.messages) listener(data)
    })
    port.start()
    for (const message of line.waiting.splice(0)) port.postMessage(message)
  }

  const ended = (id: number) => {
    const line = lines.get(id)
    lines.delete(id)
    line?.port?.close()
    for (const listener of line?.exits ?? []) listener()
  }

  return {
    startProcess(): LineProcess {
      last += 1
      const id = last
      const line: Line = { port: null, pid: undefined, waiting: [], messages: [], exits: [] }
      lines.set(id, line)
      say({ kind: 'line_start', id })
      return {
        get pid() {
          return line.pid
        },
        post: (message) => void (line.port ? line.port.postMessage(message) : line.waiting.push(message)),
        onMessage: (listener) => void line.messages.push(listener),
        onExit: (listener) => void line.exits.push(listener),
        kill: () => say({ kind: 'line_kill', id }),
      }
    },

    /** What the shell says of a line. */
    hear(message: Extract<ToStation, { id: number }>, port: LinePort | undefined): void {
      const line = lines.get(message.id)
      if (message.kind === 'line_ended') return ended(message.id)
      if (!line || !port) return port?.close()
      line.pid = message.pid ?? undefined
      connect(line, port)
    },
  }
}

export type ShellLines = ReturnType<typeof shellLines>
