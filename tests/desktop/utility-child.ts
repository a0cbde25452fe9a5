import { type MessagePort, parentPort, workerData } from 'node:worker_threads'

/**
 * Gives a built station, in a thread of plain Node, what Electron's utility process would: `process.parentPort`, and
 * ports that speak like `MessagePortMain`.
 */
type Listener = (event: { readonly data: unknown; readonly ports: readonly unknown[] }) => void

const likeElectron = (port: MessagePort) => ({
  on: (event: 'message' | 'close', listener: (event?: { readonly data: unknown }) => void) => {
    if (event === 'close') port.on('close', listener)
    else port.on('message', (data: unknown) => listener({ data }))
  },
  postMessage: (data: unknown) => port.postMessage(data),
  start: () => port.start(),
  close: () => port.close(),
})

Reflect.set(process, 'parentPort', {
  on: (_event: 'message', listener: Listener) => {
    parentPort?.on('message', ({ data, ports }: { data: unknown; ports: readonly MessagePort[] }) => {
      if (data === 'crash') throw new Error('crash')
      listener({ data, ports: ports.map(likeElectron) })
    })
  },
  postMessage: (message: unknown) => parentPort?.postMessage(message),
})

await import((workerData as { entry: string }).entry)
