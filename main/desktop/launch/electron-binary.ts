import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

type Env = Readonly<Record<string, string | undefined>>

/** How long the place it comes from may take to answer, and the whole download to finish, in milliseconds. */
const answerMs = 4_000
const downloadMs = 10 * 60_000

/** Where a window can be shown. Windows and macOS always have a desktop; Linux says so in the environment. */
export const hasDisplay = (platform: NodeJS.Platform, env: Env): boolean =>
  platform === 'win32' || platform === 'darwin' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY)

const read = (file: string): string | null => (existsSync(file) ? readFileSync(file, 'utf8').trim() : null)

/**
 * Electron's program as its package keeps it, or null when it was never downloaded or belongs to another version.
 * The package itself is not asked: it would start to download at once.
 */
export function findElectron(root: string, env: Env): string | null {
  const home = join(root, 'node_modules', 'electron')
  const program = read(join(home, 'path.txt'))
  const chosen = env.ELECTRON_OVERRIDE_DIST_PATH
  if (chosen) {
    const path = join(chosen, program ?? 'electron')
    return existsSync(path) ? path : null
  }
  const wanted = (JSON.parse(read(join(home, 'package.json')) ?? '{}') as { version?: string }).version
  const there = read(join(home, 'dist', 'version'))?.replace(/^v/, '')
  if (!program || !wanted || there !== wanted) return null
  const path = join(home, 'dist', program)
  return existsSync(path) ? path : null
}

/** Whether `source` answers at all, soon. */
async function answers(source: string): Promise<boolean> {
  return fetch(source, { method: 'HEAD', signal: AbortSignal.timeout(answerMs) }).then(
    () => true,
    () => false,
  )
}

export type DownloadNeeds = {
  readonly root: string
  readonly env: Env
  readonly onStart: () => void
}

const released = 'https://github.com/electron/electron/releases/'

/** Downloads Electron's program with its package's own installer when its source answers. True when it is there now. */
export async function downloadElectron({ root, env, onStart }: DownloadNeeds): Promise<boolean> {
  if (!(await answers(env.ELECTRON_MIRROR || env.npm_config_electron_mirror || released))) return false
  onStart()
  const installer = join(root, 'node_modules', 'electron', 'install.js')
  const child = spawn(process.execPath, [installer], {
    env,
    stdio: ['ignore', 'inherit', 'ignore'],
    timeout: downloadMs,
  })
  const code = await new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(null))
    child.once('exit', resolve)
  })
  return code === 0 && findElectron(root, env) !== null
}
