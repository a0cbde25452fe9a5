import { type LineLife, lineLife } from './line-life.ts'
import { type CallFailure, type FromChild, toChild } from './protocol.ts'
import { CallRefused } from './sending.ts'
import { reasonOf } from './time-limit.ts'

/** The two ways a process hears from who started it: Electron's utility process, or Node's own channel. */
type ElectronPort = {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void
  postMessage(message: unknown): void
}

type Parent = { hear(listener: (message: unknown) => void): void; tell(message: FromChild): void }

function parent(): Parent {
  const port: unknown = Reflect.get(process, 'parentPort')
  if (port) {
    const electron = port as ElectronPort
    return {
      hear: (listener) => electron.on('message', ({ data }) => listener(data)),
      tell: (message) => electron.postMessage(message),
    }
  }
  return {
    hear: (listener) => process.on('message', listener),
    // A station that is gone hears nothing; `disconnect` ends this process.
    tell: (message) => void (process.connected && process.send?.(message, undefined, {}, () => undefined)),
  }
}

const failureOf = (error: unknown): CallFailure =>
  error instanceof CallRefused ? error.failure : { kind: 'unknown', reason: reasonOf(error) }

/** The process that holds the browser and the library. It ends when its station does. */
function serve({ hear, tell }: Parent): void {
  let life: LineLife | null = null
  const broken = (error: unknown) => {
    tell({ kind: 'broken', reason: reasonOf(error) })
    void (life?.stop() ?? Promise.resolve()).finally(() => process.exit(1))
  }
  process.on('uncaughtException', broken)
  process.on('unhandledRejection', (reason) => {
    // The library drops promises whose failure says nothing new: a page that is gone while it still asks.
    tell({ kind: 'note', what: 'unhandled', detail: reasonOf(reason) })
  })
  process.on('disconnect', () => void (life?.stop() ?? Promise.resolve()).finally(() => process.exit(0)))
  process.on('SIGTERM', () => void (life?.stop() ?? Promise.resolve()).finally(() => process.exit(0)))

  hear((raw) => {
    const heard = toChild.safeParse(raw)
    if (!heard.success) return tell({ kind: 'note', what: 'not understood', detail: heard.error.name })
    const message = heard.data
    switch (message.kind) {
      case 'start':
        if (life) return
        life = lineLife({ start: message, tell, end: (code) => process.exit(code) })
        return void life.open()
      case 'delivered':
        return life?.delivered(message.batch)
      case 'stop':
        return void (life ? life.stop() : process.exit(0))
      case 'call': {
        const { id, call } = message
        const answer = life ? life.answer(call) : Promise.reject(new Error('not started'))
        answer.then(
          (value) => tell({ kind: 'answer', id, value: value ?? null }),
          (error) => tell({ kind: 'failed', id, failure: failureOf(error) }),
        )
      }
    }
  })
}

serve(parent())
