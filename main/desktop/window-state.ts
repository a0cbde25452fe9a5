import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { WindowState } from './rules.ts'

const fileName = 'window.json'

const place = z.int().min(-100_000).max(100_000)
const length = z.int().min(1).max(100_000)
const windowState = z.object({
  bounds: z.object({ x: place, y: place, width: length, height: length }),
  maximized: z.boolean(),
})

/** How the window was left, or null when nobody knows. */
export function readWindowState(folder: string): WindowState | null {
  try {
    return windowState.parse(JSON.parse(readFileSync(join(folder, fileName), 'utf8')))
  } catch {
    return null
  }
}

/** Remembers how the window is left. Synchronous, for the window is closing; a disk that refuses costs only this. */
export function writeWindowState(folder: string, state: WindowState): boolean {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const draft = join(folder, `${fileName}.new`)
    writeFileSync(draft, JSON.stringify(state), { mode: 0o600 })
    renameSync(draft, join(folder, fileName))
    return true
  } catch {
    return false
  }
}
