import './young-heap.ts'
import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import pino, { type Logger } from 'pino'
import { v7 } from 'uuid'
import { z } from 'zod'
import { listen } from '../api/http.ts'
import { systemClock } from './clock.ts'
import { describeError } from './describe-error.ts'
import { type HostOptions, openHost } from './host.ts'
import { keyFileVault } from './key-file-vault.ts'
import { dataDirectory } from './paths.ts'
import { stationIdOf } from './process-alive.ts'
import { unlockFromMachine } from './unlock.ts'

const usage = `Usage: npm run station -- [options]
  --practice             open the practice town (invented citizens; nothing reaches a real phone)
  --data DIR             data folder (default: this user's Ventanilla folder)
  --port N               port on 127.0.0.1; 0 picks a free one (default 8787)
  --seed S               seed of the practice town (default 1)
  --speed X|max|manual   speed of the practice town (default 1); manual: nobody writes by itself
  --database URL         postgres://… instead of SQLite in the data folder
  --browser PATH         browser of the real line (default: the first of Edge, Chrome, Chromium)
  --unlock USER          open the account of USER, locked by wrong passwords, and end
  --attached             end when standard input does: for a program that starts this one
  --verbose              log to standard error`

const options = z.object({
  practice: z.boolean().default(false),
  data: z.string().min(1).optional(),
  port: z.coerce.number().int().min(0).max(65_535).default(8787),
  seed: z.coerce.number().int().default(1),
  speed: z.union([z.literal('manual'), z.literal('max'), z.coerce.number().positive()]).default(1),
  database: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  browser: z.string().min(1).optional(),
  unlock: z.string().min(1).optional(),
  attached: z.boolean().default(false),
  verbose: z.boolean().default(false),
})

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        practice: { type: 'boolean' },
        data: { type: 'string' },
        port: { type: 'string' },
        seed: { type: 'string' },
        speed: { type: 'string' },
        database: { type: 'string' },
        browser: { type: 'string' },
        unlock: { type: 'string' },
        attached: { type: 'boolean' },
        verbose: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    })
    if (values.help) {
      process.stdout.write(`${usage}\n`)
      process.exit(0)
    }
    return options.parse(values)
  } catch (error) {
    const why =
      error instanceof z.ZodError ? `--${error.issues[0]?.path.join('.')}: ${error.issues[0]?.message}` : String(error)
    process.stderr.write(`${why}\n\n${usage}\n`)
    return process.exit(2)
  }
}

const root = resolve(import.meta.dirname, '../..')

/** In a fresh clone nobody has built the console yet; its builder speaks on standard error only. */
function buildConsoleIfMissing() {
  if (existsSync(join(root, 'out/renderer/index.html'))) return
  spawnSync(process.execPath, [join(root, 'main/desktop/launch.ts'), '--build'], { stdio: ['ignore', 2, 2] })
}

/** What does not end by itself in this time, in milliseconds, is left behind; what was committed is safe. */
const patience = 10_000

async function hostOptions(asked: z.infer<typeof options>, log: Logger): Promise<HostOptions> {
  const { practice, data, seed, speed, database, browser } = asked
  const directory = resolve(data ?? dataDirectory({ platform: process.platform, env: process.env, home: homedir() }))
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(await readFile(join(root, 'package.json'), 'utf8')))
  return {
    dataDirectory: directory,
    resources: join(root, 'resources'),
    version,
    stationId: stationIdOf(process.pid, randomUUID()),
    vault: keyFileVault(directory),
    clock: systemClock(),
    newId: () => v7(),
    log,
    practice: { seed, speed },
    ...(database && { databaseUrl: database }),
    ...(browser && { browser: resolve(browser) }),
    ...(practice && { open: 'practice' as const }),
  }
}

const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`)

async function serve(asked: z.infer<typeof options>, given: HostOptions) {
  const { log, version } = given
  const host = await openHost(given)
  buildConsoleIfMissing()
  const server = await listen({ host, port: asked.port, console: join(root, 'out/renderer'), version })

  // Nothing is expected to end here; if something does, it is written down and the station lives on.
  process.on('unhandledRejection', (error) => log.error({ error: describeError(error) }, 'a rejection nobody handled'))

  let ending = false
  const end = async () => {
    if (ending) return
    ending = true
    setTimeout(() => process.exit(1), patience).unref()
    await server.close()
    await host.close()
    process.exit(0)
  }
  process.on('SIGTERM', end)
  process.on('SIGINT', end)
  if (asked.attached) process.stdin.on('end', end).on('error', end).resume()

  // Whoever hears this may ask it to end at once.
  const account = asked.practice ? await host.practiceAccount() : {}
  say({ event: 'ready', url: server.url, ...account })
}

async function run() {
  const asked = readOptions()
  const log = pino({ level: asked.verbose ? 'info' : 'error' }, pino.destination(2))
  const given = await hostOptions(asked, log)
  if (asked.unlock === undefined) return serve(asked, given)
  await unlockFromMachine(given, asked.unlock)
  say({ event: 'unlocked', username: asked.unlock })
}

await run().catch((error: unknown) => {
  const { code, message } = error as { code?: string; message?: string }
  process.stderr.write(`${JSON.stringify({ event: 'failed', code: code ?? 'INTERNAL', message })}\n`)
  process.exit(1)
})
