import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import pino from 'pino'
import { v7 } from 'uuid'
import type { ChannelSink } from '../main/channels/channel.ts'
import { systemClock } from '../main/station/clock.ts'
import { assembleStation, type Station } from '../main/station/station.ts'
import { openBlobFiles } from '../main/store/blob-files.ts'
import { deriveKey } from '../main/store/keys.ts'
import type { Store } from '../main/store/store.ts'

export type TownStation = Station & { readonly practice: NonNullable<Station['practice']> }

/** The whole program on a store, in this process; nothing runs before its `start`. */
export async function townStation(store: Store, folder: string): Promise<TownStation> {
  const station = await assembleStation(
    {
      store,
      blobs: openBlobFiles({ directory: join(folder, 'media'), key: Buffer.alloc(32, 7) }),
      keyFor: (use) => deriveKey(Buffer.alloc(32, 7), use),
      clock: systemClock(),
      newId: () => v7(),
      log: pino({ level: 'error' }, pino.destination(2)),
    },
    {
      stationId: `bench/${randomUUID()}`,
      resources: join(import.meta.dirname, '../resources'),
      version: '0.0.0',
      copies: { folder: join(folder, 'copies'), key: Buffer.alloc(32, 7), scratch: folder },
      practice: { seed: 1, speed: 'manual' },
    },
  )
  const { practice } = station
  if (!practice) throw new Error('the practice town is missing')
  await station.town.ensurePractice()
  await station.firstAccounts.ensurePractice({
    username: 'bench',
    name: 'Banco de pruebas',
    password: randomUUID(),
    language: 'es',
  })
  return { ...station, practice }
}

/**
 * Starts the station with the bench in the place of the practice town: what is delivered here takes the way of every
 * message, and since the line never reports that it is connected, answers stay queued.
 */
export async function startHearing(station: TownStation): Promise<ChannelSink> {
  const { channel } = station.practice
  const heard = Promise.withResolvers<ChannelSink>()
  channel.start = async (sink) => heard.resolve(sink)
  channel.stop = async () => undefined
  await station.start()
  return heard.promise
}
