import { hostname } from 'node:os'

/** Names a process across machines: `host/pid/random`. */
export const stationIdOf = (pid: number, random: string) => `${hostname()}/${pid}/${random}`

/** Whether a station of this machine has certainly ended; of other machines nothing is known. */
export function hasEnded(stationId: string): boolean {
  const [host, pid] = stationId.split('/')
  if (host !== hostname() || !pid) return false
  try {
    process.kill(Number(pid), 0)
    return false
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH'
  }
}
