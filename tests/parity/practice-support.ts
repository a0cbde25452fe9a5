import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { onTestFinished } from 'vitest'
import type { LineState } from '../../contract/line.ts'
import type { Speed } from '../../contract/practice.ts'
import type { ChannelEvent, ChannelSink, InboundMessage } from '../../main/channels/channel.ts'
import { shippedTown } from '../../main/channels/practice/scripts.ts'
import { type PracticeTown, practiceTown } from '../../main/channels/practice/town.ts'
import type { Clock } from '../../main/station/needs.ts'
import { openBlobFiles } from '../../main/store/blob-files.ts'
import type { Store } from '../../main/store/store.ts'
import { manualClock } from '../support/clock.ts'
import { sequentialIds } from '../support/ids.ts'
import { testKey } from '../support/stores.ts'

export type TownOptions = {
  readonly clock?: Clock
  readonly seed?: number
  readonly speed?: Speed
  readonly resources?: string
  /** Keeps the ids of two lives apart. */
  readonly life?: number
}

/** A town on this store; nobody writes by itself unless a speed is given. It is stopped after the test. */
export function townOn(store: Store, options: TownOptions = {}): PracticeTown {
  const folder = mkdtempSync(join(tmpdir(), 'ventanilla-phones-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const town = practiceTown({
    store,
    blobs: openBlobFiles({ directory: folder, key: testKey }),
    clock: options.clock ?? manualClock(),
    newId: sequentialIds(options.life ?? 0),
    log: pino({ enabled: false }),
    seed: options.seed ?? 1,
    speed: options.speed ?? 'manual',
    ...(options.resources !== undefined && { resources: options.resources }),
  })
  onTestFinished(() => town.channel.stop())
  return town
}

/** A station that only writes down what it is told. */
export class RecordingSink implements ChannelSink {
  readonly events: ChannelEvent[] = []
  readonly states: LineState[] = []
  #gate: Promise<void> = Promise.resolve()
  #failures = 0

  async deliver(events: readonly ChannelEvent[]): Promise<readonly string[]> {
    await this.#gate
    if (this.#failures > 0) {
      this.#failures -= 1
      throw new Error('The disk is full')
    }
    this.events.push(...events)
    return events.filter((event) => event.type === 'message').map(({ providerId }) => providerId)
  }

  state(state: LineState): void {
    this.states.push(state)
  }

  /** Deliveries wait until the returned function is called. */
  hold(): () => void {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#gate = promise
    return resolve
  }

  failNext(times: number): void {
    this.#failures = times
  }

  get messages(): InboundMessage[] {
    return this.events.filter((event) => event.type === 'message')
  }

  get texts(): string[] {
    return this.messages.map(({ text }) => text)
  }

  acksOf(providerId: string): string[] {
    return this.events.flatMap((event) => (event.type === 'ack' && event.providerId === providerId ? event.status : []))
  }
}

/** Timers of a line that is open and at rest: it looks for what came through another station. */
export const atRest = 1

export const phone = (n: number): string => `+34700${String(n).padStart(6, '0')}`

/** Waits until something is so; the test's own time limit ends a vain wait. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 2))
}

/** Waits until what is on its way had every chance to arrive. */
export async function quiet(): Promise<void> {
  for (let turn = 0; turn < 25; turn += 1) await new Promise((resolve) => setTimeout(resolve, 2))
}

/** A folder with a town of these citizens only; it is removed after the test. */
export function smallTown(citizens: readonly object[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'ventanilla-town-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  mkdirSync(join(folder, 'citizens'))
  symlinkSync(join(shippedTown, 'media'), join(folder, 'media'))
  const whole = citizens.map((citizen) => ({
    age: 40,
    language: 'es',
    about: 'Solo existe en esta prueba',
    ...citizen,
  }))
  writeFileSync(join(folder, 'citizens', 'all.json'), JSON.stringify(whole))
  return folder
}
