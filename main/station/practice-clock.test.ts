import { describe, expect, it } from 'vitest'
import { manualClock } from '../../tests/support/clock.ts'
import { practiceClock } from './practice-clock.ts'

const hour = 3_600_000

/** A practice clock over a machine's, and when something that was to happen after an hour did. */
function waiting(ahead?: number) {
  const machine = manualClock(1_000)
  const time = practiceClock(machine, ahead)
  const rung: number[] = []
  time.clock.after(hour, () => rung.push(time.clock.now()))
  return { machine, time, rung }
}

describe('the clock of a practice town', () => {
  it('is the clock of the machine until somebody changes it', async () => {
    const { machine, time, rung } = waiting()
    await machine.advance(hour - 1)
    expect([time.clock.now(), rung.length]).toEqual([machine.now(), 0])
    await machine.advance(1)
    expect(rung).toEqual([1_000 + hour])
  })

  it('runs faster, and its timers with it', async () => {
    const { machine, time, rung } = waiting()
    time.change({ speed: 3_600 })
    await machine.advance(1_000)
    expect(rung).toEqual([1_000 + hour])
    time.change({ speed: 1 })
    await machine.advance(1_000)
    expect(time.read()).toEqual({ now: 1_000 + hour + 1_000, speed: 1 })
  })

  it('goes on at once, and what is due by then happens', async () => {
    const { machine, time, rung } = waiting()
    time.change({ advance: 2 * hour })
    await machine.advance(0)
    expect(rung).toEqual([1_000 + 2 * hour])
  })

  it('keeps what was cancelled from happening', async () => {
    const { machine, time } = waiting()
    let rang = false
    const cancel = time.clock.after(hour, () => {
      rang = true
    })
    time.change({ speed: 100 })
    cancel()
    await machine.advance(hour)
    expect(rang).toBe(false)
  })

  it('goes on from where it was when the town was closed', () => {
    const { machine, time } = waiting(5 * hour)
    expect(time.clock.now()).toBe(machine.now() + 5 * hour)
    expect(time.ahead()).toBe(5 * hour)
  })
})
