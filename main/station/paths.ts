import { posix, win32 } from 'node:path'

export type Machine = {
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  readonly home: string
}

/**
 * The folder that holds all of a person's Ventanilla data on this machine, by the custom of its system:
 * `%LOCALAPPDATA%\Ventanilla` (it must not roam to a server), `~/Library/Application Support/Ventanilla`, or
 * `$XDG_DATA_HOME/ventanilla`. `VENTANILLA_DATA` overrides. Relative values of the XDG variable are ignored, as
 * its specification asks. The folder need not exist.
 */
export function dataDirectory({ platform, env, home }: Machine): string {
  const path = platform === 'win32' ? win32 : posix
  const chosen = env.VENTANILLA_DATA?.trim()
  if (chosen) return path.resolve(chosen)
  if (platform === 'win32') return path.join(env.LOCALAPPDATA || path.join(home, 'AppData', 'Local'), 'Ventanilla')
  if (platform === 'darwin') return path.join(home, 'Library', 'Application Support', 'Ventanilla')
  const xdg = env.XDG_DATA_HOME
  return path.join(xdg && path.isAbsolute(xdg) ? xdg : path.join(home, '.local', 'share'), 'ventanilla')
}
