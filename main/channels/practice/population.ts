import type { Clock } from '../../station/needs.ts'
import type { Reader, Writer } from '../../store/store.ts'
import { mailOf } from './deeds.ts'
import type { Ledger } from './ledger.ts'
import type { Mail } from './mail.ts'
import { enlistPhone, insertSent, lastReceived, movePhone, scriptedPhones } from './queries.ts'
import { arrivals, beatAt, type Life, onAnswer, type Place, placeAt, stepAfter } from './rules.ts'

export type PopulationNeeds = {
  readonly read: Reader
  readonly ledger: Ledger
  readonly clock: Clock
  readonly seed: number
  readonly lives: ReadonlyMap<string, Life>
  /** How many bytes each sample declares. */
  readonly sampleBytes: () => Promise<ReadonlyMap<string, number>>
}

export type Choice = (life: Life, place: Place) => boolean

/** Where every scripted citizen is; the rows say the same. */
export function population(needs: PopulationNeeds) {
  const { read, ledger, clock, seed, lives } = needs
  const places = new Map<string, Place>()
  const arrival = calendar(needs)

  const chosen = (choice: Choice): [Life, Place][] => {
    const found: [Life, Place][] = []
    for (const [phone, place] of places) {
      const life = lives.get(phone)
      if (life && choice(life, place)) found.push([life, place])
    }
    return found
  }

  const move = async (tx: Writer, phone: string, { step, at }: Place) => {
    const place = { step, at: Math.round(at) }
    places.set(phone, place)
    await movePhone(tx, { phone, step, next_at: place.at })
  }

  const writing = async (tx: Writer, life: Life, { step }: Place, bytes: ReadonlyMap<string, number>) => {
    const beat = beatAt(life, step)
    if (beat.kind !== 'act') return null
    const looksBack = beat.step.quote !== undefined || beat.step.react !== undefined
    const heard = looksBack ? await lastReceived(tx, { phone: life.citizen.phone }) : []
    return mailOf({ seed, life, step, now: clock.now(), heard: heard[0]?.id, bytes })
  }

  const recall = async () => {
    for (const row of await scriptedPhones(read)) {
      if (lives.has(row.phone) && row.next_at !== null) places.set(row.phone, { step: row.step, at: row.next_at })
    }
  }

  return {
    /** Reads where everybody is, and gives newcomers their first place. */
    async load(): Promise<void> {
      places.clear()
      await recall()
      const newcomers = [...lives.values()].filter(({ citizen }) => !places.has(citizen.phone))
      if (newcomers.length === 0) return
      await ledger.write(async (tx) => {
        for (const life of newcomers) {
          const { phone, name } = life.citizen
          const { step, at } = placeAt(life, 0, 0, arrival(phone))
          await enlistPhone(tx, { phone, name, script: phone, step, next_at: at })
          places.set(phone, { step, at })
        }
      })
    },
    /** Reads the rows again after a transaction that failed. */
    recall,
    /** The earliest moment of those chosen; infinity when there is none. */
    next(choice: Choice): number {
      return chosen(choice).reduce((least, [, { at }]) => Math.min(least, at), Number.POSITIVE_INFINITY)
    },
    /** The latest moment of those chosen; 0 when there is none. */
    last(choice: Choice): number {
      return chosen(choice).reduce((most, [, { at }]) => Math.max(most, at), 0)
    },
    /** Those chosen whose moment has come write, or lose patience. Returns how many messages are new. */
    async act(choice: Choice, now: number): Promise<number> {
      const bytes = await needs.sampleBytes()
      return ledger.write(async (tx) => {
        const due = chosen((life, place) => place.at <= now && choice(life, place)).sort((a, b) => a[1].at - b[1].at)
        const mails: Mail[] = []
        for (const [life, place] of due) {
          const { phone } = life.citizen
          const mail = await writing(tx, life, place, bytes)
          if (mail) mails.push(mail)
          await move(tx, phone, placeAt(life, stepAfter(life, place.step), now, arrival(phone)))
        }
        return (await insertSent(tx, mails)).size
      })
    },
    /** The town hall answered: whoever waits for it takes note, in the transaction that brings the answer. */
    async answered(tx: Writer, phone: string, now: number): Promise<void> {
      const life = lives.get(phone)
      const place = places.get(phone)
      const next = life && place && onAnswer(life, place.step, now)
      if (next) await move(tx, phone, next)
    },
    /** Messages in the scripts, for as many laps as were begun. */
    total(): number {
      let sum = 0
      for (const [phone, { messages, beats }] of lives)
        sum += messages * Math.max(1, Math.ceil((places.get(phone)?.step ?? 0) / beats.length))
      return sum
    },
  }
}

export type Population = ReturnType<typeof population>

/** When each citizen starts to write on a day; a few days are kept. */
function calendar({ seed, lives }: PopulationNeeds) {
  const citizens = [...lives.values()].map((life) => life.citizen)
  const days = new Map<number, ReadonlyMap<string, number>>()
  return (phone: string) =>
    (day: number): number => {
      let times = days.get(day)
      if (!times) {
        if (days.size > 8) days.clear()
        times = arrivals(seed, citizens, day)
        days.set(day, times)
      }
      return times.get(phone) ?? 0
    }
}
