import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'

const ready = z.object({
  event: z.literal('ready'),
  url: z.url(),
  username: z.string().default(''),
  password: z.string().default(''),
})

export type StationProcess = {
  readonly url: string
  /** The practice account; empty before the first run. */
  readonly username: string
  readonly password: string
  readonly pid: number
  /** Calls the REST API as the practice account; answers the status and the body. */
  call(method: string, path: string, body?: unknown): Promise<{ status: number; body: never }>
  /** SIGKILL, as a power cut would. */
  kill(): Promise<void>
  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>
}

const cli = resolve(import.meta.dirname, '../../main/station/cli.ts')

type Start = {
  readonly data: string
  readonly args?: readonly string[]
  /** True: as the first person finds it, with nothing opened. The first `call` then opens the practice town. */
  readonly firstRun?: boolean
}

/** Starts the real station in a process of its own on a practice town. */
export async function startStation(options: Start): Promise<StationProcess> {
  const kind = options.firstRun ? [] : ['--practice']
  const args = [cli, ...kind, '--port', '0', '--data', options.data, ...(options.args ?? ['--speed', 'manual'])]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  const station = ready.parse(JSON.parse(await firstLine(child)))
  let token = options.firstRun ? undefined : await signIn(station)
  const ended = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
    const exit = once(child, 'exit')
    child.kill(signal)
    await exit
    return child.exitCode
  }
  return {
    ...station,
    pid: child.pid ?? 0,
    async call(method, path, body) {
      token ??= await enter(station.url, '/api/setup/practice', {})
      const response = await fetch(`${station.url}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        body: body === undefined ? null : JSON.stringify(body),
      })
      return { status: response.status, body: (await response.json()) as never }
    },
    kill: async () => void (await ended('SIGKILL')),
    stop: () => ended('SIGTERM'),
  }
}

async function firstLine(child: ChildProcess): Promise<string> {
  let complaints = ''
  child.stderr?.on('data', (chunk) => {
    complaints += String(chunk)
  })
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream })
  const line = await Promise.race([
    once(lines, 'line').then(([text]) => String(text)),
    once(child, 'exit').then(() => Promise.reject(new Error(`the station did not start: ${complaints}`))),
  ])
  return line
}

const signIn = ({ url, username, password }: z.infer<typeof ready>) =>
  enter(url, '/api/session', { username, password })

async function enter(url: string, path: string, body: object): Promise<string> {
  const response = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return z.object({ token: z.string() }).parse(await response.json()).token
}
