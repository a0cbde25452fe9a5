import { fork } from 'node:child_process'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { supervision } from '../../main/desktop/rules.ts'
import {
  type StationLost,
  type StationProcess,
  type StationSupervisor,
  superviseStation,
} from '../../main/desktop/station-process.ts'

type Heard = { readonly kind: string; readonly [key: string]: unknown }

const running: StationSupervisor<never>[] = []
afterEach(async () => {
  await Promise.all(running.splice(0).map((supervisor) => supervisor.stop()))
})

function nodeChild(manner: string, ended: (code: number | null) => void): StationProcess<never> {
  const child = fork(join(import.meta.dirname, 'station-child.ts'), [manner], {
    serialization: 'advanced',
    silent: true,
  })
  return {
    post: (message) => {
      if (child.connected) child.send(message)
    },
    onMessage: (listener) => child.on('message', listener),
    onExit: (listener) =>
      child.once('exit', (code) => {
        ended(code)
        listener(code)
      }),
    kill: () => child.kill('SIGKILL'),
  }
}

/** Supervises real children, one manner after another (the last one repeats); waits are told and not waited for. */
function supervise(...manners: string[]) {
  const heard: Heard[] = []
  const waiters: { wants: (heard: Heard) => boolean; tell: (heard: Heard) => void }[] = []
  const say = (event: Heard) => {
    heard.push(event)
    for (const waiter of waiters) if (waiter.wants(event)) waiter.tell(event)
  }
  let started = 0
  const supervisor = superviseStation<never>({
    startProcess: () => {
      const manner = manners[Math.min(started, manners.length - 1)] ?? 'steady'
      started += 1
      say({ kind: 'started' })
      return nodeChild(manner, (code) => say({ kind: 'exit', code }))
    },
    lines: {
      start: (id) => say({ kind: 'line started', id }),
      kill: (id) => say({ kind: 'line killed', id }),
      abandon: () => say({ kind: 'lines abandoned' }),
    },
    startMessage: {
      kind: 'start',
      dataDirectory: '/nowhere',
      resourcesDirectory: '/nowhere',
      version: '0',
      masterKey: new Uint8Array(32),
    },
    clock: {
      now: () => 1_000,
      after: (ms, work) => {
        say({ kind: 'wait', ms })
        if (ms === supervision.graceMs && !manners.includes('deaf')) return () => undefined
        const timer = setImmediate(work)
        return () => clearImmediate(timer)
      },
    },
    chance: () => 0,
    policy: supervision,
    onReady: () => say({ kind: 'ready' }),
    onNews: (news) => say(news),
    onLost: (lost: StationLost) => say({ kind: 'lost', ...lost }),
  })
  running.push(supervisor)
  const until = (wants: (heard: Heard) => boolean) => {
    const waiter = Promise.withResolvers<Heard>()
    waiters.push({ wants, tell: waiter.resolve })
    return waiter.promise
  }
  return { supervisor, heard, until, kinds: () => heard.map((event) => event.kind) }
}

const is = (kind: string) => (heard: Heard) => heard.kind === kind
const port = undefined as never

describe('superviseStation', () => {
  test('starts a station, hears it, and ends it when asked', async () => {
    const { supervisor, heard, until, kinds } = supervise('steady')
    const ready = until(is('ready'))
    supervisor.restart()
    expect(supervisor.isReady()).toBe(false)
    await ready
    expect(supervisor.isReady()).toBe(true)
    const news = until(is('unanswered'))
    supervisor.attach('mostrador-1', port)
    expect(await news).toEqual({ kind: 'unanswered', count: 1 })
    await supervisor.stop()
    expect(supervisor.isReady()).toBe(false)
    expect(kinds().filter((kind) => kind === 'started')).toHaveLength(1)
    expect(heard.slice(-2)).toEqual([{ kind: 'exit', code: 0 }, { kind: 'lines abandoned' }])
  })

  test('a crash brings a new station, which takes ports again', async () => {
    const { supervisor, until, kinds } = supervise('steady')
    const first = until(is('ready'))
    supervisor.restart()
    await first
    const second = until(is('ready'))
    supervisor.attach('crash please', port)
    await second
    const news = until(is('unanswered'))
    supervisor.attach('mostrador-1', port)
    expect(await news).toMatchObject({ count: 1 })
    expect(kinds().filter((kind) => kind === 'started')).toHaveLength(2)
  })

  test('waits longer and longer, then asks a person; a person can start it again', async () => {
    const { supervisor, heard, until } = supervise(
      ...new Array<string>(supervision.restarts + 1).fill('dies'),
      'steady',
    )
    const lost = until(is('lost'))
    supervisor.restart()
    expect(await lost).toEqual({ kind: 'lost', reason: 'crashes' })
    expect(heard.filter(is('wait')).map((wait) => wait.ms)).toEqual([250, 500, 1000, 2000, 4000, 8000])
    const ready = until(is('ready'))
    supervisor.restart()
    await ready
  })

  test('what a restart cannot cure is told at once', async () => {
    const { supervisor, until, kinds } = supervise('fatal')
    const lost = until(is('lost'))
    supervisor.restart()
    expect(await lost).toEqual({ kind: 'lost', reason: 'fatal', code: 'STORE_NEWER_SCHEMA' })
    expect(kinds().filter((kind) => kind === 'started')).toHaveLength(1)
  })

  test('a station deaf to the request is killed after the grace', async () => {
    const { supervisor, heard, until } = supervise('deaf')
    const ready = until(is('ready'))
    supervisor.restart()
    await ready
    await supervisor.stop()
    expect(heard.filter(is('wait'))).toEqual([{ kind: 'wait', ms: supervision.graceMs }])
    expect(heard.slice(-2)).toEqual([{ kind: 'exit', code: null }, { kind: 'lines abandoned' }])
  })

  test('starts and ends the processes of lines as the station asks, and lets go of them with it', async () => {
    const { supervisor, until, kinds } = supervise('lines', 'steady')
    const [started, killed, second] = [until(is('line started')), until(is('line killed')), until(is('ready'))]
    supervisor.restart()
    expect(await started).toEqual({ kind: 'line started', id: 7 })
    expect(await killed).toEqual({ kind: 'line killed', id: 7 })
    await second
    const again = until(is('ready'))
    supervisor.attach('crash please', port)
    await again
    expect(kinds().filter((kind) => kind === 'lines abandoned')).toHaveLength(1)
  })

  test('stopping while it waits to start again starts nothing', async () => {
    const { supervisor, until, kinds } = supervise('dies')
    const waiting = until(is('wait'))
    supervisor.restart()
    await waiting
    await supervisor.stop()
    await new Promise((resolve) => setImmediate(resolve))
    expect(kinds().filter((kind) => kind === 'started')).toHaveLength(1)
  })

  test('stopping twice, or before starting, is harmless', async () => {
    const { supervisor } = supervise('steady')
    await supervisor.stop()
    supervisor.restart()
    await Promise.all([supervisor.stop(), supervisor.stop()])
    expect(supervisor.isReady()).toBe(false)
  })
})
