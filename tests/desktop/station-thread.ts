import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import type { Contract } from '../../contract/index.ts'
import { supervision } from '../../main/desktop/rules.ts'
import { type StationProcess, type StationSupervisor, superviseStation } from '../../main/desktop/station-process.ts'
import { systemClock } from '../../main/station/clock.ts'
import type { News } from '../../main/station/desktop-news.ts'
import { builtLine } from './line-thread.ts'

type Heard = News | { readonly kind: 'ready' } | { readonly kind: 'lost' }

export type BuiltProduct = {
  /** The folder that holds `out` and `resources`. */
  readonly app: string
  readonly data: string
  readonly masterKey: Uint8Array<ArrayBuffer> | null
}

/** Runs a built station in a thread of its own under the shell's own supervisor. */
export function superviseBuilt({ app, data, masterKey }: BuiltProduct) {
  const heard: Heard[] = []
  let wake = Promise.withResolvers<void>()
  let worker: Worker | null = null
  const say = (news: Heard) => {
    heard.push(news)
    wake.resolve()
    wake = Promise.withResolvers<void>()
  }

  function startProcess(): StationProcess<MessagePort> {
    const entry = pathToFileURL(join(app, 'out', 'station', 'utility.js')).href
    const started = new Worker(join(import.meta.dirname, 'utility-child.ts'), { workerData: { entry }, stderr: true })
    started.on('error', () => undefined)
    worker = started
    return {
      post: (message, ports) => started.postMessage({ data: message, ports }, [...ports]),
      onMessage: (listener) => started.on('message', listener),
      onExit: (listener) => started.once('exit', listener),
      kill: () => void started.terminate(),
    }
  }

  const lines = builtLine(app)
  const station = superviseStation<MessagePort>({
    startProcess,
    lines,
    startMessage: {
      kind: 'start',
      dataDirectory: data,
      resourcesDirectory: join(app, 'resources'),
      version: '0.1.0',
      masterKey,
    },
    clock: systemClock(),
    chance: () => 1,
    policy: supervision,
    onReady: () => say({ kind: 'ready' }),
    onNews: say,
    onLost: () => say({ kind: 'lost' }),
  })

  return {
    station,
    lines,
    crash: () => worker?.postMessage({ data: 'crash', ports: [] }),
    /** The nth thing heard that `wants` accepts. */
    async until(wants: (news: Heard) => boolean, nth = 1): Promise<Heard> {
      for (;;) {
        const found = heard.filter(wants)[nth - 1]
        if (found) return found
        await wake.promise
      }
    },
  }
}

/** What a window does with its port. */
export function consoleOf(station: StationSupervisor<MessagePort>): ContractRouterClient<Contract> {
  const { port1, port2 } = new MessageChannel()
  station.attach('mostrador-1', port1)
  port2.start()
  port2.unref()
  return createORPCClient(new RPCLink({ port: port2 as never }))
}

export const isReady = (news: Heard): boolean => news.kind === 'ready'
