import type { LineProcess } from '../channels/webjs/line-process.ts'
import type { Clock } from './needs.ts'
import type { FromStation, ToStation } from './utility-messages.ts'

/** One end of a channel to a process that the shell started. */
export type LinePort = {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void
  on(event: 'close', listener: () => void): void
  postMessage(message: unknown): void
  start(): void
  close(): void
}

type Line = {
  port: LinePort | null
  /** Nothing more comes over the port. */
  closed: boolean
  /** The shell said that the process ended. */
  ended: boolean
  pid: number | undefined
  /** Said before the port came. */
  readonly waiting: unknown[]
  readonly messages: ((message: unknown) => void)[]
  readonly exits: (() => void)[]
}

/** How long, in milliseconds, what a process said last may travel after its end is known. */
const lastWords = 1_000

/**
 * Lines whose processes the shell starts, as only it may. The station asks, the shell answers with a port to the
 * process, and tells when it has ended.
 */
export function shellLines(needs: {
  readonly say: (message: Extract<FromStation, { id: number }>) => void
  readonly clock: Clock
}) {
  const { say, clock } = needs
  const lines = new Map<number, Line>()
  let last = 0

  const connect = (line: Line, port: LinePort) => {
    line.port = port
    line.closed = false
    port.on('message', ({ data }) => {
      for (const listener of line.messages) listener(data)
    })
    port.on('close', () => {
      line.closed = true
      tellIfOver(line)
    })
    port.start()
    for (const message of line.waiting.splice(0)) port.postMessage(message)
  }

  /** An end is told after everything that was said before it: the shell's word overtakes the port. */
  const tellIfOver = (line: Line) => {
    if (line.ended && line.closed) for (const listener of line.exits.splice(0)) listener()
  }

  const ended = (id: number, line: Line) => {
    lines.delete(id)
    line.ended = true
    tellIfOver(line)
    clock.after(lastWords, () => {
      line.port?.close()
      line.closed = true
      tellIfOver(line)
    })
  }

  return {
    startProcess(): LineProcess {
      last += 1
      const id = last
      const line: Line = {
        port: null,
        closed: true,
        ended: false,
        pid: undefined,
        waiting: [],
        messages: [],
        exits: [],
      }
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
      if (!line) port?.close()
      else if (message.kind === 'line_ended') ended(message.id, line)
      else if (port) {
        line.pid = message.pid ?? undefined
        connect(line, port)
      }
    },
  }
}

export type ShellLines = ReturnType<typeof shellLines>
