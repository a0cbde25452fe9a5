import { readdir, readFile } from 'node:fs/promises'

type Process = { readonly pid: number; readonly parent: number; readonly command: readonly string[] }

async function read(pid: string): Promise<Process[]> {
  try {
    const [stat, command] = await Promise.all([
      readFile(`/proc/${pid}/stat`, 'utf8'),
      readFile(`/proc/${pid}/cmdline`, 'utf8'),
    ])
    const [, parent = '0'] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return [{ pid: Number(pid), parent: Number(parent), command: command.split('\0').flatMap((one) => one.split(' ')) }]
  } catch {
    return []
  }
}

async function all(): Promise<readonly Process[]> {
  const names = await readdir('/proc')
  return (await Promise.all(names.filter((name) => /^\d+$/.test(name)).map(read))).flat()
}

/** The browser that runs on a profile folder, or `undefined`: the one to kill, and nobody else's. */
export async function browserPid(profile: string): Promise<number | undefined> {
  const found = (await all()).find(
    ({ command }) =>
      command.some((one) => one.startsWith('--user-data-dir=') && one.includes(profile)) &&
      !command.some((one) => one.startsWith('--type=')),
  )
  return found?.pid
}

/** The processes of that browser which hold its pages. */
export async function rendererPids(profile: string): Promise<readonly number[]> {
  const browser = await browserPid(profile)
  if (browser === undefined) return []
  const processes = await all()
  const family = new Set([browser])
  for (const _ of processes) for (const { pid, parent } of processes) if (family.has(parent)) family.add(pid)
  return processes
    .filter(({ pid, command }) => family.has(pid) && command.includes('--type=renderer'))
    .map(({ pid }) => pid)
}
