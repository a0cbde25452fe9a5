import { setTimeout as pause } from 'node:timers/promises'
import { importPiece } from '../contract/citizens.ts'
import { startStation } from '../tests/support/station-process.ts'
import { type LiveClient, liveClient } from './live-client.ts'
import { absentRow, type Context, type Measurement, type Row, rate } from './measurement.ts'
import { memoryOf } from './memory.ts'

const megabyte = 1024 * 1024
/** Megabytes a station may grow by while it judges a list, however long it is. */
const limit = 200
const megabytes = { quick: 20, full: 200 } as const

const header = 'nombre;telefono;barrio;nota\n'
const rowOf = (n: number) =>
  `Vecina Número ${n};${600_000_000 + n};Barrio ${n % 40};Portal ${n % 100}, llamar por la tarde\n`

/** A list of that many bytes, made as it is sent. */
function* piecesOf(bytes: number): Generator<Buffer> {
  let text = header
  let sent = 0
  for (let n = 0; sent < bytes; ) {
    while (text.length < importPiece * 2) {
      text += rowOf(n)
      n += 1
    }
    const whole = Buffer.from(text, 'latin1')
    const piece = whole.subarray(0, Math.min(importPiece, bytes - sent))
    text = whole.subarray(piece.length).toString('latin1')
    sent += piece.length
    yield piece
  }
}

async function sent({ client }: LiveClient, bytes: number): Promise<string> {
  const { id } = await client.citizens.beginImport({ fileName: 'list.csv', bytes })
  let position = 0
  for (const piece of piecesOf(bytes)) {
    await client.citizens.sendPiece({ id, position, file: new File([new Uint8Array(piece)], 'piece') })
    position += 1
  }
  return id
}

async function judged({ client }: LiveClient, id: string): Promise<{ rows: number; took: number }> {
  const { header: named, separator, columns } = await client.citizens.lookAtImport({ id })
  const begun = performance.now()
  await client.citizens.checkImport({ id, header: named, separator, columns })
  for (;;) {
    await pause(500)
    const { state, counts } = await client.citizens.import({ id })
    if (state === 'failed') throw new Error('the list could not be judged')
    if (state === 'checked') {
      return { rows: Object.values(counts).reduce((sum, n) => sum + n, 0), took: performance.now() - begun }
    }
  }
}

/** A list as large as is taken: how fast its rows are judged, and what memory the station needs beyond what it had. */
export const lists: Measurement = {
  name: 'lists',
  async run({ size, places, say }: Context): Promise<readonly Row[]> {
    const station = await startStation({ data: await places.folder(), args: ['--speed', 'manual'] })
    const live = await liveClient(station)
    const before = await memoryOf(station.pid)
    say(`lists: ${megabytes[size]} MB`)
    const { rows, took } = await judged(live, await sent(live, megabytes[size] * megabyte))
    const after = await memoryOf(station.pid)
    live.close()
    await station.stop()
    const what = `a list of ${megabytes[size]} MB, ${rows.toLocaleString('en')} rows, judged row by row`
    if (!before || !after) return [absentRow(what, 'this system does not tell the memory of a process')]
    const grown = (after.highest ?? after.now) - (before.highest ?? before.now)
    return [
      {
        what,
        measured: `${rate(rows, took)} rows/s, memory +${grown.toFixed(0)} MB at its highest`,
        comparedWith: `limit +${limit} MB`,
        ratio: grown / limit,
        target: `< +${limit} MB`,
        verdict: grown < limit ? 'kept' : 'missed',
      },
    ]
  },
}
