import { setTimeout as pause } from 'node:timers/promises'
import { memoryCeilingMiB } from '../main/channels/webjs/rules.ts'
import { type FakeWhatsApp, startFakeWhatsApp } from '../tests/whatsapp/fake/server.ts'
import { bareLine } from './bare-line.ts'
import type { LineMemory, LineSide } from './line-side.ts'
import { type Context, type Measurement, median, ms, percentile, type Row } from './measurement.ts'
import { productLine } from './product-line.ts'

/** A person waits for these at the screen. */
const startLimit = 10_000
const latencyLimit = 250
/** Nothing here takes longer; what has not come by then is lost. Milliseconds. */
const patience = 180_000
const people = 200

type Sizes = { readonly talks: number; readonly burst: number; readonly kept: number }

const sizes: Readonly<Record<Context['size'], Sizes>> = {
  quick: { talks: 33, burst: 1_000, kept: 2_000 },
  full: { talks: 153, burst: 5_000, kept: 10_000 },
}

type Taken = {
  readonly qr: number
  readonly ready: number
  readonly again: number
  readonly latencies: readonly number[]
  readonly perSecond: number
  readonly lost: number
  readonly before: LineMemory
  readonly after: LineMemory
}

const phoneOf = (number: number) => `+34700${String(300_000 + (number % people)).padStart(6, '0')}`

/** One message after another, each sent when the one before was heard. The first three compile the code. */
async function talk(whatsapp: FakeWhatsApp, side: LineSide, count: number): Promise<readonly number[]> {
  const taken: number[] = []
  for (let number = 0; number < count; number += 1) {
    const heard = side.next()
    const begun = performance.now()
    await whatsapp.phone.send({ from: phoneOf(number), text: `Aviso ${number}` })
    await heard
    taken.push(performance.now() - begun)
    await pause(20 + ((number * 37) % 50))
  }
  return taken.slice(3)
}

/** As fast as WhatsApp hands them over. Returns how long it took until the last was heard, and how many never were. */
async function burst(whatsapp: FakeWhatsApp, side: LineSide, count: number) {
  const wanted = (await side.heard()) + count
  const begun = performance.now()
  for (let number = 0; number < count; number += 1) {
    await whatsapp.phone.send({ from: phoneOf(number), text: `Mensaje ${number} de muchos` })
    // What comes over a network lets others have their turn.
    if (number % 100 === 99) await new Promise(setImmediate)
  }
  let heard = await side.heard()
  while (heard < wanted && performance.now() - begun < patience) {
    await pause(20)
    heard = await side.heard()
  }
  return { took: performance.now() - begun, lost: wanted - heard }
}

async function measure(open: (whatsapp: FakeWhatsApp) => Promise<LineSide>, { talks, burst: many, kept }: Sizes) {
  const whatsapp = await startFakeWhatsApp()
  const side = await open(whatsapp)
  try {
    const { qr, ready } = await side.link()
    const again = await side.again()
    const latencies = await talk(whatsapp, side, talks)
    const before = await side.memory()
    const first = await burst(whatsapp, side, many)
    const rest = await burst(whatsapp, side, kept - many)
    const after = await side.memory()
    const lost = first.lost + rest.lost
    return { ...{ qr, ready, again, latencies, before, after, lost }, perSecond: (many * 1000) / first.took }
  } finally {
    await side.close()
    await whatsapp.close()
  }
}

function startRow(what: string, ours: number, bare: number): Row {
  return {
    what,
    measured: ms(ours),
    comparedWith: `bare library: ${ms(bare)}`,
    ratio: ours / bare,
    target: `< ${startLimit / 1000} s`,
    verdict: ours < startLimit ? 'kept' : 'missed',
  }
}

function latencyAgainst(ours: readonly number[], bare: readonly number[]): Row {
  const p95 = percentile(ours, 0.95)
  return {
    what: 'line: phone → event in a console’s socket',
    measured: `p50 ${ms(median(ours))}, p95 ${ms(p95)}`,
    comparedWith: `bare library: p50 ${ms(median(bare))}, p95 ${ms(percentile(bare, 0.95))}`,
    ratio: p95 / percentile(bare, 0.95),
    target: `p95 < ${latencyLimit} ms`,
    verdict: p95 < latencyLimit ? 'kept' : 'missed',
  }
}

function burstRow(ours: Taken, bare: Taken, { burst: many, kept }: Sizes): Row {
  return {
    what: `line: burst of ${many.toLocaleString('en')}, heard and recorded`,
    measured: `${Math.round(ours.perSecond)} messages/s, ${ours.lost} of ${kept.toLocaleString('en')} lost`,
    comparedWith: `bare library, nothing recorded: ${Math.round(bare.perSecond)}/s, ${bare.lost} lost`,
    ratio: ours.perSecond / bare.perSecond,
    target: '0 lost',
    verdict: ours.lost === 0 ? 'kept' : 'missed',
  }
}

function memoryRow({ before, after }: Taken, bare: Taken, { kept }: Sizes): Row {
  const whole = (memory: LineMemory) => `${memory.process.toFixed(0)} + ${memory.browser.toFixed(0)} MB`
  const limit = memoryCeilingMiB.browser
  return {
    what: `line: child + browser, after ${kept.toLocaleString('en')} messages`,
    measured: `${whole(after)} (${whole(before)} before)`,
    comparedWith: `recycled at ${limit} MB of browser; bare library’s browser ${bare.after.browser.toFixed(0)} MB`,
    ratio: after.browser / limit,
    target: `browser < ${limit} MB`,
    verdict: after.browser > 0 && after.browser < limit ? 'kept' : 'missed',
  }
}

async function rows({ size, places, say }: Context): Promise<readonly Row[]> {
  const wanted = sizes[size]
  say('the line: the bare library')
  const bareFolder = await places.folder()
  const bare = await measure((whatsapp) => bareLine(whatsapp, bareFolder), wanted)
  say('the line: the whole product')
  const folder = await places.folder()
  const ours = await measure((whatsapp) => productLine(whatsapp, folder), wanted)
  return [
    startRow('line: begin → QR', ours.qr, bare.qr),
    startRow('line: scan → connected', ours.ready, bare.ready),
    startRow('line: start with a session → connected', ours.again, bare.again),
    latencyAgainst(ours.latencies, bare.latencies),
    burstRow(ours, bare, wanted),
    memoryRow(ours, bare, wanted),
  ]
}

/** The real line against our own WhatsApp page and phone, next to the library alone in the same run. */
export const line: Measurement = { name: 'line', run: rows }
