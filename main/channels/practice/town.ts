import { join } from 'node:path'
import type { Logger } from 'pino'
import type { z } from 'zod'
import type {
  Faults,
  PracticeInbound,
  phoneMessage,
  receivedMessage,
  Speed,
  townCitizen,
  townStatus,
} from '../../../contract/practice.ts'
import type { Clock, NewId } from '../../station/needs.ts'
import type { BlobStore } from '../../store/blobs.ts'
import type { Store } from '../../store/store.ts'
import type { Channel } from '../channel.ts'
import { acks } from './acks.ts'
import { practiceChannel } from './channel.ts'
import { delivery } from './delivery.ts'
import { noFaults } from './faults.ts'
import { ledger } from './ledger.ts'
import { phoneReader } from './phones.ts'
import { population } from './population.ts'
import { post } from './post.ts'
import { countScripted } from './queries.ts'
import { lifeOf } from './rules.ts'
import { declaredBytes, sampleNames } from './samples.ts'
import { readCitizens, shippedTown } from './scripts.ts'
import { story } from './story.ts'
import { townClock } from './town-clock.ts'

export type TownNeeds = {
  readonly store: Store
  readonly blobs: BlobStore
  readonly clock: Clock
  readonly newId: NewId
  readonly log: Logger
  readonly seed: number
  readonly speed: Speed
  /** The folder with `citizens/` and `media/`; the shipped one unless given. */
  readonly resources?: string
}

export type TownStatus = z.infer<typeof townStatus>
export type TownCitizen = z.infer<typeof townCitizen>
export type ReceivedMessage = z.infer<typeof receivedMessage>
export type PhoneMessage = z.infer<typeof phoneMessage>

/** A town whose citizens write by themselves, and the phones of anybody else. */
export interface PracticeTown {
  readonly channel: Channel
  /** The number of the practice line, which nobody has. */
  readonly ownPhone: string
  status(): TownStatus
  setSpeed(speed: Speed): Promise<TownStatus>
  /** Only those given change. Faults last as long as the station. */
  setFaults(faults: Partial<Faults>): Promise<TownStatus>
  citizens(): TownCitizen[]
  /**
   * Sends as citizens, all or nothing. Resolves with the ids once the station has committed them; while the line is
   * down, once they are safe on the citizens' side. Throws `BAD_INPUT` and `TOO_LARGE`.
   */
  inbound(items: readonly PracticeInbound[]): Promise<string[]>
  /** What a phone received, oldest first. Throws `BAD_INPUT`. */
  received(phone: string): Promise<ReceivedMessage[]>
  /** The file of a message that a phone received. Throws `NOT_FOUND`. */
  file(id: string): Promise<File>
  /** What a phone shows, oldest first. Throws `BAD_INPUT`. */
  thread(phone: string): Promise<PhoneMessage[]>
}

const ownPhone = '+34700000010'

/** Reads the scripts at once and throws when one does not fit; touches the store only when used. */
export function practiceTown(needs: TownNeeds): PracticeTown {
  const { store, blobs, clock, log, newId, seed, resources = shippedTown } = needs
  const people = readCitizens(resources)
  const mediaFolder = join(resources, 'media')
  const read = store.read
  let speed = needs.speed
  let weather: Faults = noFaults
  let written = 0

  const faults = () => weather
  const sampleBytes = once(() => allDeclaredBytes(mediaFolder))
  const readPhone = phoneReader()
  const time = townClock(clock)
  const book = ledger({ store, clock, onRollback: () => citizens.recall() })
  const lives = new Map(people.map((citizen) => [citizen.phone, lifeOf(citizen)]))
  const citizens = population({ read, ledger: book, clock, seed, lives, sampleBytes })
  const mail = delivery({ read, ledger: book, clock, log, seed, faults })
  const told = acks({ read, ledger: book, clock, delivery: mail, seed, faults, speed: () => speed })
  const onWritten = (count: number) => {
    written += count
  }
  const plot = story({ clock, time, log, delivery: mail, population: citizens, onWritten })
  plot.setSpeed(speed)

  const line = practiceChannel({
    read,
    blobs,
    ledger: book,
    clock,
    seed,
    faults,
    mediaFolder,
    delivery: mail,
    acks: told,
    readPhone,
    town: {
      async start() {
        await citizens.load()
        written = await countScripted(read, `town-${seed}-`)
        plot.start()
      },
      stop: plot.stop,
    },
    answered: (tx, phone) => citizens.answered(tx, phone, time.now()),
    onAnswered: plot.nudge,
  })
  const desk = post({ read, blobs, ledger: book, clock, newId, delivery: mail, readPhone, sampleBytes })
  const status = (): TownStatus => ({
    seed,
    speed,
    faults: weather,
    citizens: people.length,
    written,
    total: citizens.total(),
  })

  return {
    channel: line.channel,
    ownPhone,
    status,
    async setSpeed(next) {
      speed = next
      plot.setSpeed(next)
      return status()
    },
    async setFaults(changed) {
      weather = { ...weather, ...changed }
      await line.weather()
      return status()
    },
    citizens: () => people.map(({ phone, name, language, about }) => ({ phone, name, language, about })),
    ...desk,
  }
}

async function allDeclaredBytes(folder: string): Promise<ReadonlyMap<string, number>> {
  return new Map(await Promise.all(sampleNames.map(async (name) => [name, await declaredBytes(name, folder)] as const)))
}

/** Asks only the first time. */
function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | null = null
  return () => {
    answer ??= ask()
    return answer
  }
}
