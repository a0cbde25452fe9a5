import { spawn } from 'node:child_process'

export type WindowEnd = { readonly code: number | null; readonly seconds: number }

/** A window that ends badly sooner than this was never seen. */
const seenSeconds = 8

/** Whether Electron could not open a window at all: it broke, and at once. */
export const neverOpened = ({ code, seconds }: WindowEnd): boolean => code !== 0 && seconds < seenSeconds

/** Runs Electron on the built product until it ends, passing on the signals that this process gets. */
export async function runWindow(electron: string, root: string, now: () => number): Promise<WindowEnd> {
  const started = now()
  const child = spawn(electron, [root], { stdio: 'inherit' })
  let asked = false
  const pass = (signal: NodeJS.Signals): void => {
    asked = true
    child.kill(signal)
  }
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  for (const signal of signals) process.on(signal, pass)
  const code = await new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(null))
    child.once('exit', resolve)
  })
  for (const signal of signals) process.off(signal, pass)
  return { code: asked ? 0 : code, seconds: (now() - started) / 1000 }
}
