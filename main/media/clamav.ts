import { execFile } from 'node:child_process'
import type { Scanner } from './scanner.ts'

/** Milliseconds that one file may take. */
const limit = 60_000

type Ended = { readonly code: number | null; readonly said: string }

/** Runs the program with `input` on its standard input. `code` is null when it did not start or took too long. */
function run(program: string, args: readonly string[], input: Uint8Array): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(program, [...args], { timeout: limit, windowsHide: true }, (error, said) => {
      const code = error ? error.code : 0
      resolve({ code: typeof code === 'number' ? code : null, said })
    })
    // A program that ends early, or was never there, takes no input; its code says so.
    child.stdin?.on('error', () => undefined)
    child.stdin?.end(input)
  })
}

/** What clamdscan answers about one file. */
const verdicts: Readonly<Record<number, 'clean' | 'infected'>> = { 0: 'clean', 1: 'infected' }

/**
 * ClamAV through its resident daemon, where `clamdscan` is installed and the daemon answers; null otherwise. The file
 * goes over standard input: nothing of it is written to disk in the clear.
 */
export async function clamav(program = 'clamdscan'): Promise<Scanner | null> {
  const scan = async (bytes: Uint8Array) => {
    const { code } = await run(program, ['--no-summary', '-'], bytes)
    const verdict = verdicts[code ?? -1]
    if (!verdict) throw new Error(`The scanner cannot tell: ${code ?? 'no answer'}`)
    return verdict
  }
  const answers = await scan(new TextEncoder().encode('Ventanilla')).catch(() => null)
  return answers === 'clean' ? { name: 'ClamAV', scan } : null
}
