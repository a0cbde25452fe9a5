import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import pino from 'pino'
import { v7 } from 'uuid'
import { loadFlows } from '../main/bot/flows.ts'
import { noServices, onlyTheSettings } from '../main/bot/plain.ts'
import { assistant } from '../main/bot/service.ts'
import type { ChannelSink } from '../main/channels/channel.ts'
import { citizens } from '../main/citizens/service.ts'
import { recorder } from '../main/inbox/recorder.ts'
import { paces } from '../main/line/rules.ts'
import { outbox } from '../main/outbox/service.ts'
import { systemClock } from '../main/station/clock.ts'
import { inbound } from '../main/station/inbound.ts'
import type { Needs } from '../main/station/needs.ts'
import { assembleStation, type Station } from '../main/station/station.ts'
import { withFacts } from '../main/station/with-facts.ts'
import { openBlobFiles } from '../main/store/blob-files.ts'
import type { Store } from '../main/store/store.ts'
import { shippedUnderstanding } from './dialogue.ts'

export type TownStation = Station & { readonly practice: NonNullable<Station['practice']> }

const resources = join(import.meta.dirname, '../resources')

const needsFor = (store: Store, folder: string): Needs => ({
  store,
  blobs: openBlobFiles({ directory: join(folder, 'media'), key: Buffer.alloc(32, 7) }),
  clock: systemClock(),
  newId: () => v7(),
  log: pino({ level: 'error' }, pino.destination(2)),
})

/** The whole program on a store, in this process; nothing runs before its `start`. */
export async function townStation(store: Store, folder: string): Promise<TownStation> {
  const station = await assembleStation(needsFor(store, folder), {
    stationId: `bench/${randomUUID()}`,
    resources,
    practice: { seed: 1, speed: 'manual' },
  })
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

/** What records and answers messages: all that a line delivers to. */
export type Hearing = Pick<ChannelSink, 'deliver'> & { stop(): Promise<void> }

export async function stationHearing(store: Store, folder: string): Promise<Hearing> {
  const station = await townStation(store, folder)
  const { deliver } = await startHearing(station)
  return { deliver, stop: () => station.stop() }
}

/** The same way with every message understood by the shipped models, on the town of a station that is not started. */
export async function understandingHearing(store: Store, folder: string): Promise<Hearing> {
  const { town } = await townStation(store, folder)
  const needs = needsFor(store, folder)
  const services = withFacts(noServices, async () => ({ answer: () => null }))
  const flows = await loadFlows(join(resources, 'flows'), { services: services.catalogue })
  const line = await store.read.selectFrom('lines').select('id').executeTakeFirstOrThrow()
  const { deliver } = inbound({
    ...needs,
    lineId: line.id,
    citizens: citizens(needs),
    recorder: recorder(needs),
    assistant: assistant({
      flows: () => flows,
      understand: await shippedUnderstanding(),
      services,
      facts: async (_, settings) => onlyTheSettings(settings),
      newId: needs.newId,
    }),
    outbox: outbox(needs),
    town: town.get,
    replySpacing: paces.practice.chatSpacing,
    burstWindow: paces.practice.burstWindow,
  })
  return { deliver, stop: async () => undefined }
}
