import { describe, expect, it } from 'vitest'
import { roll, shuffled, stream } from './chance.ts'
import {
  arrivals,
  beatAt,
  dayLength,
  FIRST,
  lastTime,
  lifeOf,
  onAnswer,
  placeAt,
  scriptedId,
  stepAfter,
  townDay,
  wording,
} from './rules.ts'
import { type Citizen, citizen } from './script.ts'

const person = (phone: string, days: unknown, early?: true): Citizen =>
  citizen.parse({
    name: 'Vecina de prueba',
    phone,
    age: 50,
    language: 'es',
    about: 'Solo existe en esta prueba',
    days,
    ...(early && { early }),
  })

const asker = person('+34700000001', [
  [
    { after: 0, text: 'hola' },
    { afterReply: 5, patience: 60, otherwise: { text: '¿hay alguien?' }, text: 'gracias' },
    { after: 3, text: 'adiós' },
  ],
  [
    { after: 1, text: ['uno', 'dos', 'tres'] },
    { afterReply: 2, patience: 30, otherwise: 'leave', text: 'vale' },
    { after: 2, text: 'fin' },
  ],
])

const never = () => 0

describe('chance', () => {
  it('depends on the seed and on what it is about, and on nothing else', () => {
    const first = stream(7, 'a', 1)
    const numbers = [first(), first(), first()]
    const again = stream(7, 'a', 1)
    expect([again(), again(), again()]).toEqual(numbers)
    expect(roll(7, 'a', 2)).not.toBe(numbers[0])
    expect(roll(8, 'a', 1)).not.toBe(numbers[0])
  })

  it('is spread evenly', () => {
    const rolls = Array.from({ length: 2000 }, (_, i) => roll(1, `message-${i}`, 'duplicate'))
    expect(rolls.filter((n) => n < 0.25).length).toBeGreaterThan(420)
    expect(rolls.filter((n) => n < 0.25).length).toBeLessThan(580)
    expect(rolls.every((n) => n >= 0 && n < 1)).toBe(true)
  })

  it('shuffles without losing anybody', () => {
    const items = [1, 2, 3, 4, 5, 6, 7, 8]
    const order = shuffled(items, stream(3, 'order'))
    expect(order).not.toEqual(items)
    expect([...order].sort()).toEqual(items)
    expect(shuffled(items, stream(3, 'order'))).toEqual(order)
  })
})

describe('a life', () => {
  const life = lifeOf(asker)
  const acts = (from: number) => {
    const beat = beatAt(life, from)
    return beat.kind === 'act' ? beat.step.text : 'waits'
  }

  it('goes on with an answer and asks again without one', () => {
    expect(acts(1)).toBe('waits')
    const answered = onAnswer(life, 1, 10_000)
    expect(answered).toEqual({ step: 4, at: 15_000 })
    expect(acts(4)).toBe('gracias')
    expect(acts(stepAfter(life, 1))).toBe('¿hay alguien?')
    expect(acts(3)).toBe('waits')
    expect(onAnswer(life, 3, 0)?.step).toBe(4)
  })

  it('leaves for the day when patience ends', () => {
    const tomorrow = stepAfter(life, 3)
    expect(beatAt(life, tomorrow)).toMatchObject({ kind: 'act', day: 1, opensDay: true })
    const nextLap = stepAfter(life, 7)
    expect(nextLap).toBe(life.beats.length)
    expect(townDay(life, nextLap)).toBe(2)
  })

  it('takes no notice of an answer it does not wait for', () => {
    expect(onAnswer(life, 0, 0)).toBeNull()
  })

  it('begins a day at its arrival, and later when the day before took too long', () => {
    const arrival = (day: number) => day * 1_000_000 + 500
    expect(placeAt(life, 0, 0, arrival).at).toBe(500)
    expect(placeAt(life, 6, 100, arrival).at).toBe(1_000_500 + 1_000)
    expect(placeAt(life, 6, 9_000_000, arrival).at).toBe(9_001_000)
    expect(placeAt(life, 1, 100, never).at).toBe(60_100)
  })

  it('says it in other words every time round', () => {
    const words = ['uno', 'dos', 'tres']
    const said = [0, 1, 2, 3].map((lap) => wording({ seed: 1, life, step: 6 + lap * life.beats.length }, words))
    expect(new Set(said)).toEqual(new Set(words))
    expect(said[3]).toBe(said[0])
    expect(wording({ seed: 1, life, step: 0 }, 'siempre igual')).toBe('siempre igual')
  })

  it('names messages by seed, phone and step', () => {
    expect(scriptedId(5, asker.phone, 12)).toBe('town-5-34700000001-12')
  })
})

describe('arrivals', () => {
  const people = Array.from({ length: 50 }, (_, i) =>
    person(`+347000001${String(i).padStart(2, '0')}`, [[{ after: 0, text: 'hola' }]], i < 5 ? true : undefined),
  )

  it('come every few seconds, the first at once, early ones first', () => {
    const day = arrivals(1, people, 0)
    const times = [...day.values()].sort((a, b) => a - b)
    expect(times[0]).toBe(FIRST)
    const gaps = times.slice(1).map((time, i) => time - (times[i] as number))
    expect(Math.min(...gaps)).toBeGreaterThan(3_000)
    expect(Math.max(...gaps)).toBeLessThanOrEqual(36_000)
    const firstFive = [...day].sort((a, b) => a[1] - b[1]).slice(0, 5)
    expect(firstFive.map(([phone]) => phone).sort()).toEqual(people.slice(0, 5).map(({ phone }) => phone))
  })

  it('are the same for the same seed, others for another, and others the next day', () => {
    expect([...arrivals(1, people, 0)]).toEqual([...arrivals(1, people, 0)])
    expect([...arrivals(1, people, 0)]).not.toEqual([...arrivals(2, people, 0)])
    const [today, tomorrow] = [arrivals(1, people, 0), arrivals(1, people, 1)]
    expect(Math.min(...tomorrow.values())).toBe(dayLength(people.length) + FIRST)
    expect([...tomorrow.keys()]).not.toEqual([...today.keys()])
  })

  it('fill at least twenty minutes', () => {
    expect(dayLength(10)).toBe(1_200_000)
    expect(dayLength(100)).toBe(3_000_000)
  })
})

describe('the phone clock', () => {
  it('shows the newest such moment that is not in the future', () => {
    const noon = Date.UTC(2026, 2, 2, 12, 0)
    expect(lastTime('02:07', noon)).toBe(Date.UTC(2026, 2, 2, 2, 7))
    expect(lastTime('23:30', noon)).toBe(Date.UTC(2026, 2, 1, 23, 30))
  })
})
