import { spawn } from 'node:child_process'

/** The system's own way to open an address. `start` is a word of Windows' shell; its first quotes are a title. */
export function openCommand(platform: NodeJS.Platform, url: string): readonly [string, ...string[]] {
  if (platform === 'win32') return ['cmd', '/c', 'start', '""', url]
  return [platform === 'darwin' ? 'open' : 'xdg-open', url]
}

/** Opens `url` in the browser; a machine without one simply does not. */
export function openBrowser(url: string): void {
  const [command, ...args] = openCommand(process.platform, url)
  const child = spawn(command, args, { stdio: 'ignore', detached: true })
  child.once('error', () => undefined)
  child.unref()
}
