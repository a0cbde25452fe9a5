import type { Clock } from '../station/needs.ts'
import type { ToStation } from '../station/utility-messages.ts'

/** The process of a line: Electron's utility process, or a thread in tests. */
export interface ChildProcess<Port> {
  /** Hands over the child's end of its channel. */
  give(port: Port): void
  /** Called once, when it runs. */
  onSpawn(listener: (pid: number | undefined) => void): void
  /** Called once. */
  onExit(listener: () => void): void
  /** At once and for certain. */
  kill(): void
}

/** How the shell answers the station that started a line. */
export type Answer<Port> = (message: Extract<ToStation, { id: number }>, ports: readonly Port[]) => void

export type LineProcessesNeeds<Port> = {
  readonly startProcess: () => ChildProcess<Port>
  /** Two ends of one channel. */
  readonly newChannel: () => readonly [Port, Port]
  readonly clock: Clock
  /** How long, in milliseconds, a line may take to close its browser once its station is gone. */
  readonly graceMs: number
}

/**
 * Only the shell may start processes, so it starts those of lines for the station: it hands each one end of a channel
 * and the station the other, and tells when it ended. What they say to each other does not pass here.
 */
export function lineProcesses<Port>(needs: LineProcessesNeeds<Port>) {
  const running = new Map<ChildProcess<Port>, { readonly id: number; readonly ended: Promise<void> }>()
  /** Of the station of now; those of a station that is gone end by themselves. */
  const own = new Map<number, ChildProcess<Port>>()

  /** Their channels are dead: they close their browsers and end. Resolves when none runs. */
  const letEnd = async () => {
    own.clear()
    const left = [...running].map(([child, { ended }]) => {
      const cancel = needs.clock.after(needs.graceMs, () => child.kill())
      return ended.then(cancel)
    })
    await Promise.all(left)
  }

  return {
    /** Starts one that the station calls `id`, and tells it of its port and of its end. */
    start(id: number, answer: Answer<Port>): void {
      const child = needs.startProcess()
      const ended = Promise.withResolvers<void>()
      running.set(child, { id, ended: ended.promise })
      own.set(id, child)
      child.onSpawn((pid) => {
        const [inner, outer] = needs.newChannel()
        child.give(inner)
        if (own.get(id) === child) answer({ kind: 'line', id, pid: pid ?? null }, [outer])
      })
      child.onExit(() => {
        running.delete(child)
        ended.resolve()
        if (own.get(id) !== child) return
        own.delete(id)
        answer({ kind: 'line_ended', id }, [])
      })
    },

    kill: (id: number): void => own.get(id)?.kill(),

    /** The station that asked for them is gone, and with it the other ends of their channels. */
    abandon: (): void => void letEnd(),

    /** Resolves when none runs. */
    stop: letEnd,
  }
}

export type LineProcesses<Port> = ReturnType<typeof lineProcesses<Port>>
