import { type MessagePortMain, utilityProcess } from 'electron'
import type { ChildProcess } from './line-processes.ts'
import type { StationProcess } from './station-process.ts'

/** Starts the station's program in a process of its own, without a window and apart from this one. */
export function startStation(entry: string): StationProcess<MessagePortMain> {
  const child = utilityProcess.fork(entry, [], { serviceName: 'Ventanilla station', stdio: 'inherit' })
  return {
    post: (message, ports) => child.postMessage(message, [...ports]),
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.once('exit', listener),
    kill: () => void child.kill(),
  }
}

/** Starts the process that holds a line's browser. It says nothing but over the port it is given. */
export function startLine(entry: string): ChildProcess<MessagePortMain> {
  const child = utilityProcess.fork(entry, [], { serviceName: 'Ventanilla line', stdio: 'ignore' })
  return {
    give: (port) => child.postMessage('port', [port]),
    onSpawn: (listener) => void child.once('spawn', () => listener(child.pid)),
    onExit: (listener) => void child.once('exit', listener),
    // Electron only asks a process to end; one that computes without end would not hear it.
    kill: () => void (child.pid === undefined ? child.kill() : process.kill(child.pid, 'SIGKILL')),
  }
}
