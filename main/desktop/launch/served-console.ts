import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'

const ready = z.object({ event: z.literal('ready'), url: z.url({ protocol: /^http$/ }) })
const failed = z.object({ event: z.literal('failed'), code: z.string(), message: z.string().default('') })
export type Failure = z.infer<typeof failed>

/** Where the console is served unless another program was there first. */
const usualPort = 8787

export type ServeNeeds = {
  readonly root: string
  /** Null leaves the choice of the data folder to the station. */
  readonly data: string | null
  /** Null takes the usual port, another free one when that is taken. */
  readonly port: number | null
  readonly onReady: (url: string) => void
  readonly onFailure: (failure: Failure) => void
}

/** A line of the station as the JSON it should be; null for anything else. */
function parsed<T>(line: string, shape: z.ZodType<T>): T | null {
  try {
    return shape.safeParse(JSON.parse(line)).data ?? null
  } catch {
    return null
  }
}

type Ended = { readonly code: number; readonly failure: Failure | null }

function runOnce({ root, data, onReady }: ServeNeeds, port: number): Promise<Ended> {
  const args = [join(root, 'main', 'station', 'cli.ts'), '--port', String(port), '--attached']
  if (data !== null) args.push('--data', data)
  // Its standard input ends with this process, however that comes about, and then the station ends too.
  const station = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'pipe'] })
  let failure: Failure | null = null
  createInterface({ input: station.stdout }).on('line', (line) => {
    const message = parsed(line, ready)
    if (message) onReady(message.url)
  })
  createInterface({ input: station.stderr }).on('line', (line) => {
    const message = parsed(line, failed)
    if (message) failure = message
    else process.stderr.write(`${line}\n`)
  })
  const end = (signal: NodeJS.Signals) => station.kill(signal === 'SIGINT' ? 'SIGTERM' : signal)
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  for (const signal of signals) process.on(signal, end)
  return new Promise((resolve, reject) => {
    station.once('error', reject)
    station.once('close', (code) => {
      for (const signal of signals) process.off(signal, end)
      resolve({ code: code ?? 1, failure })
    })
  })
}

/** The address of a console that this machine serves already, or null. */
export async function servedAlready(): Promise<string | null> {
  const url = `http://127.0.0.1:${usualPort}`
  const health = await fetch(`${url}/health`, { signal: AbortSignal.timeout(1_000) })
    .then((response) => response.json())
    .catch(() => null)
  return z.object({ status: z.literal('ok') }).safeParse(health).success ? url : null
}

/** Runs the station under plain Node, serving the console to this machine, until a signal ends it. Its exit code. */
export async function serveConsole(needs: ServeNeeds): Promise<number> {
  const first = await runOnce(needs, needs.port ?? usualPort)
  const taken = needs.port === null && first.failure?.code === 'EADDRINUSE'
  const { code, failure } = taken ? await runOnce(needs, 0) : first
  if (failure) needs.onFailure(failure)
  return code
}
