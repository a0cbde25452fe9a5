import { expect, it } from 'vitest'
import { nothingSeen, watch } from './watchdog-rules.ts'

const synced = { state: 'CONNECTED', hasSynced: true, injected: false }

it('waits for a page that pairs, loads or syncs, however long', () => {
  for (const page of [null, { state: 'UNPAIRED', hasSynced: false, injected: false }])
    expect(watch(nothingSeen, page, 1e9)).toEqual({ waiting: nothingSeen, act: 'wait' })
})

it('nudges once, some moments after the sync, and then gives up', () => {
  const acts: string[] = []
  let waiting = nothingSeen
  for (let now = 0; now <= 30_000; now += 500) {
    const verdict = watch(waiting, synced, now)
    waiting = verdict.waiting
    if (verdict.act !== 'wait') acts.push(`${verdict.act} ${now}`)
    if (verdict.act === 'give_up') break
  }
  expect(acts).toEqual(['nudge 2500', 'give_up 23000'])
})
