import { cpus, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { broadcastsMeasured } from './broadcasts.ts'
import { builderbot } from './builderbot.ts'
import { consentGateCost } from './consent-gate.ts'
import { engine } from './engine.ts'
import { filledTowns } from './filled-town.ts'
import { inbound } from './inbound.ts'
import { inboxPage } from './inbox-page.ts'
import { lanesMeasured } from './lanes.ts'
import { latency } from './latency.ts'
import { ledger } from './ledger.ts'
import { line } from './line.ts'
import { lineRules } from './line-rules.ts'
import { lists } from './lists.ts'
import type { Measurement, Row } from './measurement.ts'
import { memory } from './memory.ts'
import { temporaryPlaces } from './places.ts'
import { search } from './search.ts'
import { starting } from './start.ts'
import { table } from './table.ts'
import { understandingSpeed } from './understanding.ts'

const measurements: readonly Measurement[] = [
  inbound,
  inboxPage,
  search,
  starting,
  latency,
  memory,
  lists,
  line,
  lineRules,
  lanesMeasured,
  engine,
  understandingSpeed,
  ledger,
  consentGateCost,
  broadcastsMeasured,
  builderbot,
]

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean' },
    sqlite: { type: 'boolean' },
    only: { type: 'string', multiple: true },
    help: { type: 'boolean' },
  },
})
const names = measurements.map(({ name }) => name)
const unknown = values.only?.filter((name) => !names.includes(name)) ?? []
if (values.help || unknown.length > 0) {
  console.error(`Usage: npm run bench -- [--quick] [--sqlite] [--only NAME]…\n  NAME: ${names.join(', ')}`)
  process.exit(values.help ? 0 : 2)
}

const begun = performance.now()
const say = (text: string) =>
  console.error(`[${((performance.now() - begun) / 1000).toFixed(0).padStart(4)} s] ${text}`)
const places = temporaryPlaces({ say, withPostgres: !values.sqlite })
const size = values.quick ? 'quick' : 'full'
const filled = filledTowns({ places, size, say })
const rows: Row[] = []
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))
try {
  for (const measurement of measurements) {
    if (values.only && !values.only.includes(measurement.name)) continue
    rows.push(...(await measurement.run({ size, places, filled, say })))
  }
} finally {
  await places.end()
}
say(`done, ${size} size`)
const load = loadavg().map((each) => each.toFixed(1))
console.log(table(rows))
console.log(`\n${cpus().length} cores, load ${load.join(' ')}; ${size} size; Node ${process.versions.node}`)
