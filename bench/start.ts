import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { openBrowser } from './browser.ts'
import { absentRow, type Context, type Measurement, median, ms, type Row, timed } from './measurement.ts'

/** "Alive within seconds." */
const limit = 5_000

const ready = z.object({ url: z.url(), username: z.string(), password: z.string() })
const cli = join(import.meta.dirname, '../main/station/cli.ts')

type Start = { readonly ready: number; readonly healthy: number; readonly painted: number | null }

/** Milliseconds since the process was started, until it says it is ready, answers, and a console shows `text`. */
async function start(
  folder: string,
  paint: (account: z.infer<typeof ready>) => Promise<number> | null,
): Promise<Start> {
  const begun = Date.now()
  const station = spawn(process.execPath, [cli, '--practice', '--port', '0', '--data', folder, '--speed', 'manual'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    const [line] = await once(createInterface({ input: station.stdout }), 'line')
    const account = ready.parse(JSON.parse(String(line)))
    const readyAt = Date.now()
    await fetch(`${account.url}/health`)
    const healthyAt = Date.now()
    const painted = await paint(account)
    return { ready: readyAt - begun, healthy: healthyAt - begun, painted: painted === null ? null : painted - begun }
  } finally {
    const ended = once(station, 'exit')
    station.kill('SIGTERM')
    await ended
  }
}

const bareNode = () =>
  timed(async () => {
    await once(spawn(process.execPath, ['-e', '0']), 'exit')
  })

async function rows(context: Context): Promise<readonly Row[]> {
  const times = context.size === 'quick' ? 1 : 3
  const town = await context.filled.sqlite()
  const browser = await openBrowser(context.say)
  context.say('starting')
  const bare: number[] = []
  const fresh: Start[] = []
  const filled: Start[] = []
  for (let time = 0; time < times; time += 1) {
    bare.push(await bareNode())
    fresh.push(await start(await context.places.folder(), () => null))
    filled.push(
      await start(town.folder, async (account) => {
        const shown = await browser?.open(account, '/inbox/all')
        await shown?.close()
        return shown?.paintedAt ?? 0
      }),
    )
  }
  await browser?.close()
  const peer = median(bare)
  const row = (what: string, durations: readonly number[]): Row => {
    const taken = median(durations)
    return {
      what,
      measured: ms(taken),
      comparedWith: `Node that does nothing: ${ms(peer)}`,
      ratio: taken / peer,
      target: `< ${limit / 1000} s`,
      verdict: taken < limit ? 'kept' : 'missed',
    }
  }
  const stored = `${town.messages.toLocaleString('en')} messages stored`
  const painted = 'start → first conversation painted'
  return [
    row(
      'start → ready, empty folder',
      fresh.map((each) => each.ready),
    ),
    row(
      `start → ready, ${stored}`,
      filled.map((each) => each.ready),
    ),
    row(
      `start → /health answered, ${stored}`,
      filled.map((each) => each.healthy),
    ),
    browser
      ? row(
          `${painted}, ${stored}`,
          filled.flatMap((each) => each.painted ?? []),
        )
      : absentRow(painted, 'no browser on this machine'),
  ]
}

export const starting: Measurement = { name: 'start', run: rows }
