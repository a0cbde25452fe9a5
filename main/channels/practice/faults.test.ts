import { describe, expect, it } from 'vitest'
import { acknowledgements, arrange, losesMedia, noFaults, type Parcel, refuses } from './faults.ts'

const parcel = (n: number, isMessage = true): Parcel<number> => ({ id: `m${n}`, seq: n, isMessage, event: n })
const parcels = (count: number) => Array.from({ length: count }, (_, i) => parcel(i + 1))
const events = (arranged: readonly Parcel<number>[]) => arranged.map(({ event }) => event)

describe('arrange', () => {
  it('keeps the order without faults', () => {
    const { now, later, held } = arrange(1, noFaults, null, parcels(5))
    expect(events(now)).toEqual([1, 2, 3, 4, 5])
    expect([later, held]).toEqual([[], null])
  })

  it('lets every message be overtaken by the next, and keeps the last waiting for it', () => {
    const { now, held } = arrange(1, { ...noFaults, reorder: 1 }, null, parcels(5))
    expect(events(now)).toEqual([2, 1, 4, 3])
    expect(held?.event).toBe(5)
    expect(events(arrange(1, { ...noFaults, reorder: 1 }, held, [parcel(6)]).now)).toEqual([6, 5])
  })

  it('never lets an edit overtake', () => {
    const { now } = arrange(1, { ...noFaults, reorder: 1 }, parcel(1), [parcel(2, false), parcel(3, false)])
    expect(events(now)).toEqual([1, 2, 3])
  })

  it('repeats every delivery, some with the next one', () => {
    const { now, later } = arrange(1, { ...noFaults, duplicate: 1 }, null, parcels(40))
    expect(events([...now, ...later]).sort((a, b) => a - b)).toEqual(parcels(40).flatMap(({ event }) => [event, event]))
    expect(later.length).toBeGreaterThan(5)
    expect(later.length).toBeLessThan(35)
  })

  it('strikes the same messages whatever comes before them', () => {
    const faults = { ...noFaults, duplicate: 0.3 }
    const repeated = (list: readonly Parcel<number>[]) => {
      const { now, later } = arrange(9, faults, null, list)
      const all = events([...now, ...later])
      return all.filter((event, index) => all.indexOf(event) !== index).sort((a, b) => a - b)
    }
    const all = repeated(parcels(30))
    expect(all.length).toBeGreaterThan(0)
    expect(repeated(parcels(30).reverse())).toEqual(all)
    expect(repeated(parcels(30).slice(10))).toEqual(all.filter((event) => event > 10))
  })
})

describe('acknowledgements', () => {
  const statuses = (faults: Partial<typeof noFaults>, haste = 1) =>
    acknowledgements(1, 'm1', { ...noFaults, ...faults }, haste).map(({ status }) => status)

  it('come in order, within seconds', () => {
    const planned = acknowledgements(1, 'm1', noFaults, 1)
    expect(planned.map(({ status }) => status)).toEqual(['accepted', 'delivered', 'read'])
    const [accepted = 0, delivered = 0, read = 0] = planned.map(({ after }) => after)
    expect(accepted > 0 && accepted < delivered && delivered < read && read < 10_000).toBe(true)
  })

  it('come at once when the town hurries', () => {
    expect(acknowledgements(1, 'm1', noFaults, Number.POSITIVE_INFINITY).map(({ after }) => after)).toEqual([0, 0, 0])
  })

  it('are lost, or late even then', () => {
    expect(statuses({ loseAck: 1 })).toEqual([])
    const late = acknowledgements(1, 'm1', { ...noFaults, lateAck: 1 }, Number.POSITIVE_INFINITY)
    expect(late.every(({ after }) => after >= 3_000 && after <= 15_000)).toBe(true)
    expect(late.length).toBe(3)
  })
})

describe('refusals and lost media', () => {
  it('give every try a chance of its own', () => {
    const faults = { ...noFaults, refuseSend: 0.5 }
    const tries = Array.from({ length: 40 }, (_, attempt) => refuses(1, 'm1', attempt, faults))
    expect(new Set(tries).size).toBe(2)
    expect(tries).toEqual(Array.from({ length: 40 }, (_, attempt) => refuses(1, 'm1', attempt, faults)))
    expect(refuses(1, 'm1', 1, noFaults)).toBe(false)
  })

  it('lose the same media as long as the fault lasts', () => {
    expect(losesMedia(1, 'm1', { ...noFaults, loseMedia: 1 })).toBe(true)
    expect(losesMedia(1, 'm1', noFaults)).toBe(false)
  })
})
