import { execFile } from 'node:child_process'
import type { Scanner } from './scanner.ts'

/** Milliseconds that one file may take. */
const limit = 60_000

type Ended = { readonly code: number | null; readonly installed: boolean }

/** Runs the program with `input` on its standard input. `code` is null when it did not start or took too long. */
function run(program: string, args: readonly string[], input: Uint8Array): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(program, [...args], { timeout: limit, windowsHide: true }, (error) => {
      const code: unknown = error ? error.code : 0
      resolve({ code: typeof code === 'number' ? code : null, installed: code !== 'ENOENT' })
    })
    // A program that ends early, or was never there, takes no input; its code says so.
    child.stdin?.on('error', () => undefined)
    child.stdin?.end(input)
  })
}

/** What clamdscan answers about one file. */
const verdicts: Readonly<Record<number, 'clean' | 'infected'>> = { 0: 'clean', 1: 'infected' }

/**
 * ClamAV through its resident daemon, where `clamdscan` is installed; null otherwise. While the daemon does not answer,
 * as it may not right after the machine starts, files wait. They go over standard input: nothing is written to disk in
 * the clear.
 */
export async function clamav(program = 'clamdscan'): Promise<Scanner | null> {
  const scan = async (bytes: Uint8Array) => {
    const { code } = await run(program, ['--no-summary', '-'], bytes)
    const verdict = verdicts[code ?? -1]
    if (!verdict) throw new Error(`The scanner cannot tell: ${code ?? 'no answer'}`)
    return verdict
  }
  const { installed } = await run(program, ['--version'], new Uint8Array())
  return installed ? { name: 'ClamAV', scan } : null
}
