import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'

const held = z.object({ child: z.int(), browser: z.int().nullable() })

const runs = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Whether a process of this number is a browser on this profile; only Linux can say, elsewhere the answer is no. */
async function isBrowserOn(pid: number, sessionFolder: string): Promise<boolean> {
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
  return command.includes(`--user-data-dir=${sessionFolder}`)
}

/** Which process may open a profile. Lies beside the session folder, as `<folder>.lock`. */
export function profileLock(sessionFolder: string) {
  const path = `${sessionFolder}.lock`
  let mine = false
  const write = (browser: number | null) =>
    writeFile(path, JSON.stringify({ child: process.pid, browser }), { mode: 0o600 })

  return {
    /** False while another live process holds the profile. Ends a browser that a dead one left behind. */
    async take(): Promise<boolean> {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      const text = await readFile(path, 'utf8').catch(() => '')
      const before = held.safeParse(parsed(text)).data
      if (before && before.child !== process.pid && runs(before.child)) return false
      if (before?.browser && (await isBrowserOn(before.browser, sessionFolder))) process.kill(before.browser, 'SIGKILL')
      await write(null)
      mine = true
      return true
    },
    /** The browser that has the profile open. */
    browserIs: (pid: number | undefined) => write(pid ?? null),
    /** Leaves the lock of another process alone. */
    async release(): Promise<void> {
      if (mine) await rm(path, { force: true })
      mine = false
    },
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
