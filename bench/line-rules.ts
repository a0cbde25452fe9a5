import { forecast } from '../main/line/forecast-rules.ts'
import { day } from '../main/line/policy.ts'
import { firstPart, type Run } from '../main/line/turn-rules.ts'
import { lineHistory, linkedLine, mondayMorning } from '../tests/support/line.ts'
import { breath, type Context, type Measurement, median, ms, type Row } from './measurement.ts'

const recipients = 100_000
const limit = 200

/** Two under way and a notice of every week: what a busy town has. */
const busy: readonly Run[] = [
  { id: 'first', left: 1_000, startAt: mondayMorning, look: 50 },
  { id: 'second', left: 500, startAt: mondayMorning, look: 25 },
  ...Array.from({ length: 6 }, (_, week) => ({ id: 'weekly', left: 300, startAt: mondayMorning + week * 7 * day })),
]

/** How long it takes to tell when a broadcast to a small city ends: every send of it is thought through. */
async function forecasting({ size, say }: Context, others: readonly Run[]): Promise<Row> {
  say('forecast of the line')
  const took: number[] = []
  for (let round = 0; round < (size === 'quick' ? 5 : 15); round++) {
    await breath()
    const rules = linkedLine()
    const run = { id: 'new', left: recipients, startAt: mondayMorning, look: firstPart(recipients) }
    const before = process.threadCpuUsage()
    forecast(run, lineHistory(mondayMorning), rules, { now: mondayMorning, others })
    took.push(process.threadCpuUsage(before).user / 1_000)
  }
  // The first one compiles the code.
  const usual = median(took.slice(1))
  return {
    what: `line, forecast of ${recipients.toLocaleString('en')} recipients behind ${others.length} others`,
    measured: `${ms(usual)} of the processor`,
    comparedWith: `limit ${limit} ms`,
    ratio: usual / limit,
    target: `< ${limit} ms`,
    verdict: usual < limit ? 'kept' : 'missed',
  }
}

export const lineRules: Measurement = {
  name: 'line-rules',
  run: async (context) => [await forecasting(context, []), await forecasting(context, busy)],
}
