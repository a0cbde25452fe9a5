import { mkdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import pino, { type Logger } from 'pino'

const largestLog = 5 * 1024 * 1024

/** Writes to `station.log` in `folder`; a large one is set aside as `station.1.log`, so that two are the most. */
export function fileLog(folder: string): Logger {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, 'station.log')
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  if (size > largestLog) renameSync(path, join(folder, 'station.1.log'))
  return pino({ level: 'info' }, pino.destination({ dest: path, sync: true, mode: 0o600 }))
}
