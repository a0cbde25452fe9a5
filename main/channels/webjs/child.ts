import { type LineLife, lineLife } from './line-life.ts'
import { type CallFailure, type FromChild, toChild } from './protocol.ts'
import { CallRefused } from './sending.ts'
import { reasonOf } from './time-limit.ts'

/** An end of a channel as Electron has it. */
type ElectronPort = {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void
  on(event: 'close', listener: () => void): void
  postMessage(message: unknown): void
  start(): void
}

/** Electron's own line to whoever started this process. */
type ElectronParent = {
  on(event: 'message', listener: (event: { readonly ports: readonly ElectronPort[] }) => void): void
}

/** The station, whichever way it is reached. */
type Parent = {
  hear(listener: (message: unknown) => void): void
  tell(message: FromChild): void
  /** The station is gone. */
  onGone(listener: () => void): void
}

/** In the desktop the shell starts this process and hands it a port to the station. */
const overPort = (port: ElectronPort): Parent => ({
  hear(listener) {
    port.on('message', ({ data }) => listener(data))
    port.start()
  },
  tell: (message) => port.postMessage(message),
  onGone: (listener) => port.on('close', listener),
})

const overNodeChannel: Parent = {
  hear: (listener) => void process.on('message', listener),
  // A station that is gone hears nothing; `disconnect` ends this process.
  tell: (message) => void (process.connected && process.send?.(message, undefined, {}, () => undefined)),
  onGone: (listener) => void process.on('disconnect', listener),
}

const failureOf = (error: unknown): CallFailure =>
  error instanceof CallRefused ? error.failure : { kind: 'unknown', reason: reasonOf(error) }

/** Ends this process, once what was said last has had time to travel. */
const leave = (code: number) => void setTimeout(() => process.exit(code), 100)

/** The process that holds the browser and the library. It ends when its station does. */
function serve({ hear, tell, onGone }: Parent): void {
  let life: LineLife | null = null
  const broken = (error: unknown) => {
    tell({ kind: 'broken', reason: reasonOf(error) })
    void (life?.stop() ?? Promise.resolve()).finally(() => leave(1))
  }
  process.on('uncaughtException', broken)
  process.on('unhandledRejection', (reason) => {
    // The library drops promises whose failure says nothing new: a page that is gone while it still asks.
    tell({ kind: 'note', what: 'unhandled', detail: reasonOf(reason) })
  })
  const end = () => void (life?.stop() ?? Promise.resolve()).finally(() => leave(0))
  onGone(end)
  process.on('SIGTERM', end)

  hear((raw) => {
    const heard = toChild.safeParse(raw)
    if (!heard.success) return tell({ kind: 'note', what: 'not understood', detail: heard.error.name })
    const message = heard.data
    switch (message.kind) {
      case 'start':
        if (life) return
        life = lineLife({ start: message, tell, end: leave })
        return void life.open()
      case 'delivered':
        return life?.delivered(message.batch)
      case 'stop':
        return void (life ? life.stop() : leave(0))
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

const electron = Reflect.get(process, 'parentPort') as ElectronParent | undefined
if (electron) {
  let served = false
  electron.on('message', ({ ports: [port] }) => {
    if (!port || served) return
    served = true
    serve(overPort(port))
  })
} else serve(overNodeChannel)
