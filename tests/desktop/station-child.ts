/**
 * A stand-in for the station's process under plain Node: says what the supervisor must hear, and dies as its
 * argument tells. Ports cannot cross a Node child's pipe; what `attach` says is echoed as a count instead.
 */
const manner = process.argv[2] ?? 'steady'
const say = (message: unknown): void => {
  process.send?.(message)
}

let attached = 0
process.on('message', (message: { kind: string; masterKey?: Uint8Array; desk?: string }) => {
  switch (message.kind) {
    case 'start':
      if (message.masterKey?.length !== 32) process.exit(9)
      if (manner === 'dies') process.exit(3)
      if (manner === 'fatal') return say({ kind: 'fatal', code: 'STORE_NEWER_SCHEMA' })
      say('nonsense from nobody')
      if (manner === 'lines') {
        say({ kind: 'line_start', id: 7 })
        say({ kind: 'line_kill', id: 7 })
      }
      return say({ kind: 'ready' })
    case 'attach':
      attached += 1
      if (message.desk === 'crash please') process.exit(4)
      return say({ kind: 'unanswered', count: attached })
    case 'shutdown':
      if (manner !== 'deaf') process.disconnect()
  }
})
