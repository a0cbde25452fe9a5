import { type MessagePort, parentPort, workerData } from 'node:worker_threads'

/** A stand-in for the process of a line: says over its port what it is told, and ends when the port closes, or does not. */
const { manner } = workerData as { readonly manner: 'steady' | 'deaf' | 'dies' }

parentPort?.on('message', ({ ports: [port] }: { readonly ports: readonly MessagePort[] }) => {
  port?.on('message', (message: unknown) => {
    if (manner === 'dies') process.exit(3)
    port.postMessage({ echo: message })
  })
  port?.on('close', () => {
    if (manner !== 'deaf') process.exit(0)
  })
})
