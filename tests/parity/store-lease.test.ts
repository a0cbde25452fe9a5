import { expect, it } from 'vitest'
import { acquireLease, holdsLease, releaseLease, renewLease } from '../../main/store/lease.ts'
import { manualClock } from '../support/clock.ts'
import { describeOnEachStore, type OpenStore } from '../support/stores.ts'

const ttlMs = 10_000

async function twoStations(open: OpenStore) {
  const clock = manualClock()
  const first = await open()
  const second = await open({ sharing: first })
  const of = (stationId: string) => ({ lineId: 'line-1', stationId, now: clock.now(), ttlMs })
  return { clock, first, second, of }
}

describeOnEachStore('lease', (open) => {
  it('gives the line to one station only', async () => {
    const { first, second, of } = await twoStations(open)
    const both = await Promise.all([acquireLease(first, of('a')), acquireLease(second, of('b'))])
    expect(both.filter((lease) => lease !== null)).toEqual([{ fence: 1 }])
  })

  it('keeps the line while it is renewed', async () => {
    const { clock, first, second, of } = await twoStations(open)
    await acquireLease(first, of('a'))
    for (let n = 0; n < 5; n += 1) {
      await clock.advance(ttlMs - 1)
      expect(await renewLease(first, { ...of('a'), fence: 1 })).toBe(true)
      expect(await acquireLease(second, of('b'))).toBeNull()
    }
  })

  it('passes a line whose owner fell silent, and the old owner learns it', async () => {
    const { clock, first, second, of } = await twoStations(open)
    await acquireLease(first, of('a'))
    await clock.advance(ttlMs)
    expect(await acquireLease(second, of('b'))).toEqual({ fence: 2 })
    expect(await renewLease(first, { ...of('a'), fence: 1 })).toBe(false)
    expect(await first.transaction((tx) => holdsLease(tx, { lineId: 'line-1', fence: 1 }))).toBe(false)
    expect(await second.transaction((tx) => holdsLease(tx, { lineId: 'line-1', fence: 2 }))).toBe(true)
  })

  it('gives a released line at once, with a larger fence', async () => {
    const { first, second, of } = await twoStations(open)
    await acquireLease(first, of('a'))
    await releaseLease(first, { ...of('a'), fence: 1 })
    expect(await acquireLease(second, of('b'))).toEqual({ fence: 2 })
    await releaseLease(first, { ...of('a'), fence: 1 })
    expect(await renewLease(second, { ...of('b'), fence: 2 })).toBe(true)
  })

  it('gives a station that starts again its own line back, and its former self loses it', async () => {
    const { first, of } = await twoStations(open)
    await acquireLease(first, of('a'))
    expect(await acquireLease(first, of('a'))).toEqual({ fence: 2 })
    expect(await renewLease(first, { ...of('a'), fence: 1 })).toBe(false)
  })

  it('keeps lines apart', async () => {
    const { first, second, of } = await twoStations(open)
    await acquireLease(first, of('a'))
    expect(await acquireLease(second, { ...of('b'), lineId: 'line-2' })).toEqual({ fence: 1 })
  })
})
