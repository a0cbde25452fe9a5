import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'

const ready = z.object({ event: z.literal('ready'), url: z.url(), username: z.string(), password: z.string() })

export type StationProcess = {
  readonly url: string
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

/** Starts the real station in a process of its own on a practice town. */
export async function startStation(options: { data: string; args?: readonly string[] }): Promise<StationProcess> {
  const args = [cli, '--practice', '--port', '0', '--data', options.data, ...(options.args ?? ['--speed', 'manual'])]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  const station = ready.parse(JSON.parse(await firstLine(child)))
  const token = await signIn(station)
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

async function signIn({ url, username, password }: z.infer<typeof ready>): Promise<string> {
  const response = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password }),
  })
  return z.object({ token: z.string() }).parse(await response.json()).token
}
