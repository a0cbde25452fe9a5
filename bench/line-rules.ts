import { forecast } from '../main/line/forecast-rules.ts'
import { lineHistory, linkedLine, mondayMorning } from '../tests/support/line.ts'
import { breath, type Context, type Measurement, median, ms, type Row } from './measurement.ts'

const recipients = 100_000
const limit = 200

/** How long it takes to tell when a broadcast to a small city ends: every send of it is thought through. */
async function forecasting({ size, say }: Context): Promise<Row> {
  say('forecast of the line')
  const took: number[] = []
  for (let round = 0; round < (size === 'quick' ? 5 : 15); round++) {
    await breath()
    const rules = linkedLine()
    const plan = { recipients, startAt: mondayMorning }
    const before = process.threadCpuUsage()
    forecast(plan, lineHistory(mondayMorning), rules)
    took.push(process.threadCpuUsage(before).user / 1_000)
  }
  // The first one compiles the code.
  const usual = median(took.slice(1))
  return {
    what: `line, forecast of ${recipients.toLocaleString('en')} recipients`,
    measured: `${ms(usual)} of the processor`,
    comparedWith: `limit ${limit} ms`,
    ratio: usual / limit,
    target: `< ${limit} ms`,
    verdict: usual < limit ? 'kept' : 'missed',
  }
}

export const lineRules: Measurement = { name: 'line-rules', run: async (context) => [await forecasting(context)] }
