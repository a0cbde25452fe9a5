import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { readUnseen } from '../main/bot/understanding/training/phrases.ts'
import { shippedUnderstanding } from './dialogue.ts'
import { absentRow, type Context, latencyRow, type Measurement, type Row, usual } from './measurement.ts'
import { memoryOf } from './memory.ts'

/** Milliseconds a message, and megabytes. */
const limits = { time: 5, memory: 100 } as const
const cli = join(import.meta.dirname, '../main/bot/understanding/cli.ts')
const longest = 5_000

async function rows(context: Context): Promise<readonly Row[]> {
  context.say('understanding')
  const said = (await readUnseen(join(import.meta.dirname, '../tests/intents/unseen'))).map(({ text }) => text)
  const words = said.flatMap((text) => text.split(' '))
  const letter = Array.from({ length: longest }, (_, place) => words[place % words.length]).join(' ')
  const understand = await shippedUnderstanding()
  const times = (texts: readonly string[]) =>
    usual(
      texts.flatMap((text) =>
        [1, 2, 3].map(() => {
          const begun = performance.now()
          understand(text, null)
          return performance.now() - begun
        }),
      ),
    )
  times(said.slice(0, 300))
  return [
    latencyRow(`understanding, ${said.length.toLocaleString('en')} unseen messages`, times(said), limits.time),
    longRow(times(Array.from({ length: 20 }, () => letter))),
    await memoryRow(said),
  ]
}

/** No citizen writes that much; nobody may stop the others by doing so. */
const longRow = (durations: readonly number[]): Row => ({
  ...latencyRow(`understanding, a message of ${longest.toLocaleString('en')} words`, durations, limits.time),
  target: '–',
  verdict: 'no target',
})

/** The command that understands, once it has understood every message. */
async function memoryRow(said: readonly string[]): Promise<Row> {
  const what = `memory of the understanding, after ${said.length.toLocaleString('en')} messages`
  const bare = await memoryWhile(['-e', 'process.stdin.on("data", (data) => process.stdout.write(data))'], ['.'])
  const full = await memoryWhile(
    [cli],
    said.map((text) => JSON.stringify({ text })),
  )
  if (bare === null || full === null) return absentRow(what, 'this system does not tell')
  return {
    what,
    measured: `${(full - bare).toFixed(0)} MB (its process ${full.toFixed(0)} MB)`,
    comparedWith: `limit ${limits.memory} MB; Node that does nothing: ${bare.toFixed(0)} MB`,
    ratio: (full - bare) / limits.memory,
    target: `< ${limits.memory} MB`,
    verdict: full - bare < limits.memory ? 'kept' : 'missed',
  }
}

/** Megabytes of a Node that has answered every line with a line. */
async function memoryWhile(args: readonly string[], lines: readonly string[]): Promise<number | null> {
  const child = spawn(process.execPath, [...args], { stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  try {
    const answered = answersOf(child, lines.length)
    child.stdin.write(`${lines.join('\n')}\n`)
    await Promise.race([answered, ended.then(() => Promise.reject(new Error('a process ended before it answered')))])
    return (child.pid === undefined ? null : await memoryOf(child.pid))?.now ?? null
  } finally {
    child.stdin.end()
    await ended
  }
}

async function answersOf({ stdout }: Pick<ChildProcess, 'stdout'>, count: number): Promise<void> {
  if (!stdout) throw new TypeError('The output of a child is a pipe')
  let answered = 0
  for await (const _line of createInterface({ input: stdout })) {
    answered += 1
    if (answered === count) return
  }
}

export const understandingSpeed: Measurement = { name: 'understanding', run: rows }
