import { expect, it } from 'vitest'
import { manualClock } from '../../../tests/support/clock.ts'
import type { LineProcess } from './line-process.ts'
import type { CallFailed } from './pending-calls.ts'
import type { FromChild, ToChild } from './protocol.ts'
import { supervisor } from './supervisor.ts'

/** Lines with processes that say only what the test says. */
function lines(hour = 12) {
  const clock = manualClock()
  const told: string[] = []
  const posted: ToChild[] = []
  const children: { say(message: FromChild): void; exit(): void; killed: boolean }[] = []
  const supervised = supervisor({
    clock,
    chance: () => 1,
    hour: () => hour,
    startMessage: async () => ({
      kind: 'start',
      sessionFolder: '/x/session',
      executablePath: '/x/browser',
      browserName: 'chromium',
      browserArgs: [],
      visible: false,
      mark: 0,
    }),
    startProcess() {
      let hear: (message: unknown) => void = () => undefined
      let exit: () => void = () => undefined
      const child = {
        say: (message: FromChild) => hear(message),
        exit: () => exit(),
        killed: false,
      }
      children.push(child)
      const process: LineProcess = {
        pid: children.length,
        post: (message) => posted.push(message),
        onMessage: (listener) => {
          hear = listener
        },
        onExit: (listener) => {
          exit = listener
        },
        kill: () => {
          child.killed = true
          exit()
        },
      }
      return process
    },
    onNews: (news) => told.push(news.kind),
    onLost: (reason, nextAttemptAt) => told.push(`lost: ${reason} ${nextAttemptAt - clock.now()}`),
    onHalt: (code) => told.push(`halt: ${code}`),
    onRecycle: () => told.push('recycle'),
    atRest: async () => undefined,
  })
  return { clock, told, posted, children, supervised }
}

const ready: FromChild = { kind: 'ready', phone: null, whatsappVersion: '2' }
const alive: FromChild = { kind: 'alive', memoryMiB: 1, heapMiB: 1 }

it('starts again after ever longer waits, and anew after one that was ready', async () => {
  const { clock, told, children, supervised } = lines()
  await supervised.start()
  for (let life = 0; life < 3; life++) {
    children.at(-1)?.exit()
    await clock.advance(0)
    await clock.advance(1000)
  }
  expect(told).toEqual([200, 400, 800].map((ms) => `lost: the process ended ${ms}`))
  expect(children).toHaveLength(4)
  children.at(-1)?.say(ready)
  children.at(-1)?.exit()
  await clock.advance(0)
  await clock.advance(200)
  expect(children).toHaveLength(5)
})

it('ends a child that is silent, one that does not open and one whose sync stands still', async () => {
  const silent = lines()
  await silent.supervised.start()
  await silent.clock.advance(28_000)
  expect([silent.children[0]?.killed, silent.told[0]]).toEqual([true, 'lost: no sign of life 200'])

  const { clock, told, children, supervised } = lines()
  await supervised.start()
  for (let beat = 0; beat < 20; beat++) {
    children[0]?.say(alive)
    await clock.advance(5_000)
  }
  expect(told.find((each) => each.startsWith('lost'))).toBe('lost: WhatsApp did not open 200')
})

it('never starts again by itself after a halt, and does when a person says so', async () => {
  const { clock, told, children, supervised } = lines()
  await supervised.start()
  children[0]?.say({ kind: 'halt', code: 'logged_out', detail: 'LOGOUT' })
  children[0]?.exit()
  await clock.advance(600_000)
  expect([told, children.length]).toEqual([['halt: logged_out'], 1])
  await supervised.start()
  expect(children).toHaveLength(2)
})

it('tells that the line is lost before it fails what is asked', async () => {
  const { told, children, supervised } = lines()
  await supervised.start()
  children[0]?.say(ready)
  const asked = supervised.call({ name: 'lookUp', providerId: '3EB0' }, 30_000).catch((error: CallFailed) => {
    told.push(`call: ${error.failure.kind}`)
  })
  children[0]?.say({ kind: 'broken', reason: 'the page crashed' })
  await asked
  expect(told).toEqual(['ready', 'lost: the page crashed 200', 'call: unknown'])
})

it('takes a child that does not answer a call for dead', async () => {
  const { clock, children, supervised } = lines()
  await supervised.start()
  children[0]?.say(ready)
  const asked = supervised.call({ name: 'lookUp', providerId: '3EB0' }, 10_000).catch((error: Error) => error.message)
  await clock.advance(15_000)
  expect([await asked, children[0]?.killed]).toEqual(['no answer', true])
})

it('hears nothing from a child of before, and nothing that is not of the protocol', async () => {
  const { clock, told, children, supervised } = lines()
  await supervised.start()
  children[0]?.exit()
  await clock.advance(0)
  await clock.advance(1_000)
  children[0]?.say(ready)
  children[1]?.say({ kind: 'nonsense' } as never)
  expect(told).toEqual(['lost: the process ended 200'])
})

it('rests when told to, and starts no more', async () => {
  const { clock, posted, children, supervised } = lines()
  await supervised.start()
  const stopped = supervised.stop()
  expect(posted.at(-1)).toEqual({ kind: 'stop' })
  children[0]?.exit()
  await stopped
  await clock.advance(100_000)
  expect(children).toHaveLength(1)
})

const hours = 60 * 60_000

/** Lets a ready child say for so long that it is alive, and what it holds. */
async function live({ clock, children }: ReturnType<typeof lines>, ms: number, memory = alive) {
  for (let passed = 0; passed < ms; passed += 20_000) {
    children.at(-1)?.say(memory)
    await clock.advance(20_000)
  }
}

it('starts the browser afresh at night, once it has run for hours, and counts that as no failure', async () => {
  const night = lines(3)
  await night.supervised.start()
  night.children[0]?.say(ready)
  await live(night, 6 * hours)
  expect(night.told).not.toContain('recycle')
  await night.clock.advance(1)
  night.children[0]?.say(alive)
  expect(night.told.slice(-2)).toEqual(['recycle', 'lost: a fresh browser 200'])
  expect(night.posted.at(-1)).toEqual({ kind: 'stop' })
  night.children[0]?.exit()
  await night.clock.advance(0)
  await night.clock.advance(200)
  expect(night.children).toHaveLength(2)

  const day = lines(12)
  await day.supervised.start()
  day.children[0]?.say(ready)
  await live(day, 8 * hours)
  expect(day.told).not.toContain('recycle')
})

it('starts it afresh over the memory ceiling, when nobody writes and nothing is asked', async () => {
  const full: FromChild = { kind: 'alive', memoryMiB: 1_100, heapMiB: 1 }
  const here = lines()
  await here.supervised.start()
  here.children[0]?.say(ready)
  await here.clock.advance(20_000)
  for (let n = 0; n < 5; n += 1) {
    here.children[0]?.say({ kind: 'events', batch: n, events: [] })
    await live(here, 20_000, full)
  }
  expect(here.told).not.toContain('recycle')
  void here.supervised.call({ name: 'logOut' }, 10 * 60_000).catch(() => undefined)
  await live(here, 120_000, full)
  expect(here.told).not.toContain('recycle')
  here.children[0]?.say({ kind: 'answer', id: 1, value: null })
  await live(here, 20_000, full)
  expect(here.told).toContain('recycle')
})

it('is not started afresh in the middle of a send, however good the reason', async () => {
  const { children, posted, supervised } = lines()
  expect(supervised.recycle('nobody is there')).toBe(false)
  await supervised.start()
  children[0]?.say(ready)
  const sent = supervised.call({ name: 'lookUp', providerId: '3EB0' }, 30_000)
  expect(supervised.recycle('a copy')).toBe(false)
  children[0]?.say({ kind: 'answer', id: 1, value: 'absent' })
  await sent
  expect(supervised.recycle('a copy')).toBe(true)
  expect(posted.at(-1)).toEqual({ kind: 'stop' })
})
