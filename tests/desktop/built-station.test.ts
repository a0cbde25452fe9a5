import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Contract } from '../../contract/index.ts'
import { supervision } from '../../main/desktop/rules.ts'
import { type StationProcess, type StationSupervisor, superviseStation } from '../../main/desktop/station-process.ts'
import { systemClock } from '../../main/station/clock.ts'
import type { News } from '../../main/station/desktop-news.ts'
import { newMasterKey } from '../../main/station/key-file.ts'

const project = join(import.meta.dirname, '..', '..')
const entry = pathToFileURL(join(project, 'out', 'station', 'utility.js')).href

let folder = ''
let worker: Worker | null = null
let supervisor: StationSupervisor<MessagePort> | null = null

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ventanilla-station-'))
})
afterEach(async () => {
  await supervisor?.stop()
  await rm(folder, { recursive: true })
})

/** The built station in a thread of its own, as a process the supervisor can hold. */
function thread(): StationProcess<MessagePort> {
  const started = new Worker(join(import.meta.dirname, 'utility-child.ts'), { workerData: { entry }, stderr: true })
  started.on('error', () => undefined)
  worker = started
  return {
    post: (data, ports) => started.postMessage({ data, ports }, [...ports]),
    onMessage: (listener) => started.on('message', listener),
    onExit: (listener) => started.once('exit', listener),
    kill: () => void started.terminate(),
  }
}

function supervise(masterKey: Uint8Array<ArrayBuffer> | null) {
  const heard: (News | { kind: 'ready' } | { kind: 'lost'; code?: string })[] = []
  let wake = Promise.withResolvers<void>()
  const say = (news: (typeof heard)[number]) => {
    heard.push(news)
    wake.resolve()
    wake = Promise.withResolvers<void>()
  }
  const made = superviseStation<MessagePort>({
    startProcess: thread,
    startMessage: {
      kind: 'start',
      dataDirectory: join(folder, 'data'),
      rendererDirectory: join(project, 'out', 'renderer'),
      resourcesDirectory: join(project, 'resources'),
      version: '0.1.0',
      masterKey,
    },
    clock: systemClock(),
    chance: () => 1,
    policy: supervision,
    onReady: () => say({ kind: 'ready' }),
    onNews: say,
    onLost: (lost) => say({ ...lost, kind: 'lost' }),
  })
  supervisor = made
  /** The nth thing heard that `wants` accepts. */
  async function until(wants: (news: (typeof heard)[number]) => boolean, nth = 1) {
    for (;;) {
      const found = heard.filter(wants)[nth - 1]
      if (found) return found
      await wake.promise
    }
  }
  return { station: made, until }
}

/** What a window does with its port. */
function console(station: StationSupervisor<MessagePort>): ContractRouterClient<Contract> {
  const { port1, port2 } = new MessageChannel()
  station.attach('mostrador-1', port1)
  port2.start()
  port2.unref()
  return createORPCClient(new RPCLink({ port: port2 as never }))
}

const isReady = (news: { kind: string }) => news.kind === 'ready'

describe('the built station behind the shell', () => {
  test('answers a window over its port; a crash costs a window its port and nothing else', async () => {
    const { station, until } = supervise(Uint8Array.from(newMasterKey()))
    station.restart()
    await until(isReady)
    const first = console(station)
    expect(await first.setup.status()).toMatchObject({ stage: 'first_run', version: '0.1.0' })
    const { me } = await first.setup.startPractice({ language: 'es' })
    expect(me.operator.role).toBe('administrator')

    worker?.postMessage({ data: 'crash', ports: [] })
    await until(isReady, 2)
    const second = console(station)
    expect(await second.setup.status()).toMatchObject({ stage: 'practice' })
  })

  test('tells the shell who waits for a person', async () => {
    const { station, until } = supervise(Uint8Array.from(newMasterKey()))
    station.restart()
    await until(isReady)
    const window = console(station)
    await window.setup.startPractice({ language: 'es' })
    await window.practice.inbound({
      body: { from: '+34700000001', name: 'Rosa Lema', text: 'Quiero hablar con una persona' },
    })
    const notify = await until((news) => news.kind === 'notify' && news.citizenName === 'Rosa Lema')
    const waiting = await window.inbox.list({ view: 'unanswered' })
    expect(
      waiting.items.map((conversation) => ({
        kind: 'notify',
        conversationId: conversation.id,
        citizenName: conversation.citizen.name,
      })),
    ).toContainEqual(notify)
    await until((news) => news.kind === 'unanswered' && news.count > 0)
  })

  test('a key that cannot be read leaves the data alone and the console knows', async () => {
    const { station, until } = supervise(Uint8Array.from(newMasterKey()))
    station.restart()
    await until(isReady)
    await console(station).setup.startPractice({ language: 'es' })
    await station.stop()

    const locked = supervise(null)
    locked.station.restart()
    await locked.until(isReady)
    expect(await console(locked.station).setup.status()).toMatchObject({ stage: 'broken', problem: 'STORE_WRONG_KEY' })
  })
})
