import { type MessagePortMain, utilityProcess } from 'electron'
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
