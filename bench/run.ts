import { parseArgs } from 'node:util'
import { inbound } from './inbound.ts'
import type { Measurement, Row } from './measurement.ts'
import { temporaryPlaces } from './places.ts'
import { table } from './table.ts'

const measurements: readonly Measurement[] = [inbound]

const { values } = parseArgs({
  options: { quick: { type: 'boolean' }, only: { type: 'string', multiple: true }, help: { type: 'boolean' } },
})
const names = measurements.map(({ name }) => name)
const unknown = values.only?.filter((name) => !names.includes(name)) ?? []
if (values.help || unknown.length > 0) {
  console.error(`Usage: npm run bench -- [--quick] [--only NAME]…\n  NAME: ${names.join(', ')}`)
  process.exit(values.help ? 0 : 2)
}

const begun = performance.now()
const say = (text: string) =>
  console.error(`[${((performance.now() - begun) / 1000).toFixed(0).padStart(4)} s] ${text}`)
const places = temporaryPlaces(say)
const size = values.quick ? 'quick' : 'full'
const rows: Row[] = []
try {
  for (const measurement of measurements) {
    if (values.only && !values.only.includes(measurement.name)) continue
    rows.push(...(await measurement.run({ size, places, say })))
  }
} finally {
  await places.end()
}
say(`done, ${size} size`)
console.log(table(rows))
