import { rm } from 'node:fs/promises'
import { runStage } from './runner/command.ts'
import { add, type Counts, none } from './runner/reports.ts'
import { scratchFolder } from './runner/scratch.ts'
import { type Stage, stages } from './runner/stages.ts'

/**
 * `node tests/run.ts` runs everything, `--fast` the half that needs no server or browser, and names run those stages
 * alone. Ends with one line `N passed, N failed, N skipped`; the exit code is 1 when anything failed, 130 when cancelled.
 */
const cancelled = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => cancelled.abort())

const say = (line: string): void => {
  process.stdout.write(`${line}\n`)
}

function chosen(args: readonly string[]): readonly Stage[] {
  const names = args.filter((arg) => arg !== '--fast')
  const unknown = names.filter((name) => !stages.some((stage) => stage.name === name))
  if (unknown.length > 0) {
    say(`No stage is called ${unknown.join(', ')}. There are: ${stages.map((stage) => stage.name).join(', ')}.`)
    process.exit(2)
  }
  if (names.length > 0) return stages.filter((stage) => names.includes(stage.name))
  return args.includes('--fast') ? stages.filter((stage) => stage.fast) : stages
}

async function runOne(stage: Stage, scratch: string): Promise<Counts> {
  const start = performance.now()
  say(`▸ ${stage.name}: ${stage.does} …`)
  const ran = await runStage(stage, scratch, cancelled.signal)
  const counts = stage.counts(ran)
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  if (counts.failed > 0) say(ran.output.trimEnd())
  const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : ''
  say(
    `${counts.failed > 0 ? '✗' : '✓'} ${stage.name}: ${counts.passed} passed, ${counts.failed} failed${skipped} (${seconds} s)`,
  )
  return counts
}

async function runAll(selected: readonly Stage[]): Promise<Counts> {
  const scratch = await scratchFolder()
  try {
    let total = none
    for (const stage of selected) {
      if (!cancelled.signal.aborted) total = add(total, await runOne(stage, scratch))
    }
    return total
  } finally {
    await rm(scratch, { recursive: true, force: true, maxRetries: 10 })
  }
}

async function main(): Promise<number> {
  const selected = chosen(process.argv.slice(2))
  say(`Ventanilla: testing, ${selected.length} stages, Node ${process.versions.node}`)
  const total = await runAll(selected)
  if (cancelled.signal.aborted) {
    say('Cancelled.')
    return 130
  }
  say(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
  return total.failed > 0 ? 1 : 0
}

process.exitCode = await main()
