import { fork } from 'node:child_process'
import { join } from 'node:path'
import type { ToChild } from './protocol.ts'

/** A running child: a forked Node here, Electron's utility process in the desktop. */
export interface LineProcess {
  post(message: ToChild): void
  onMessage(listener: (message: unknown) => void): void
  /** Called once. */
  onExit(listener: () => void): void
  /** At once and for certain; its browser goes with it. */
  kill(): void
  readonly pid: number | undefined
}

export type StartLineProcess = () => LineProcess

/**
 * Starts the child under the Node that runs the station, or under Electron's as Node. It inherits no debugger and
 * writes nowhere.
 */
export const forkedLineProcess =
  (entry: string = join(import.meta.dirname, 'child.ts')): StartLineProcess =>
  () => {
    const child = fork(entry, [], {
      serialization: 'advanced',
      execArgv: [],
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    return {
      pid: child.pid,
      // A child that is gone hears nothing; its exit is told.
      post: (message) => void (child.connected && child.send(message, undefined, {}, () => undefined)),
      onMessage: (listener) => void child.on('message', listener),
      onExit: (listener) => {
        let told = false
        const once = () => {
          if (told) return
          told = true
          listener()
        }
        child.once('exit', once)
        child.once('error', once)
      },
      kill: () => void child.kill('SIGKILL'),
    }
  }
