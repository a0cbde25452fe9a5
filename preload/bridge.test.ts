import { EventEmitter } from 'node:events'
import { describe, expect, test } from 'vitest'
import { desktopBridgeKeys, openConversationChannel, stationPortMessage } from '../contract/desktop.ts'
import { argument, desktopBridge, forwardPorts } from './bridge.ts'

const about = { platform: 'linux', version: '0.1.0' }
const id = '0192f7a1-0000-7000-8000-000000000001'

describe('desktopBridge', () => {
  test('shows a page exactly what the contract names', () => {
    expect(Object.keys(desktopBridge(new EventEmitter(), about)).sort()).toEqual([...desktopBridgeKeys].sort())
  })

  test('tells every listener which conversation to open, until it stops listening', () => {
    const shell = new EventEmitter()
    const bridge = desktopBridge(shell, about)
    const heard: string[] = []
    const stop = bridge.onOpenConversation((conversation) => heard.push(conversation))
    shell.emit(openConversationChannel, { ports: [] }, id)
    stop()
    shell.emit(openConversationChannel, { ports: [] }, 'another')
    expect(heard).toEqual([id])
  })

  test('what came before anybody listened waits for the first listener, the latest only', () => {
    const shell = new EventEmitter()
    const bridge = desktopBridge(shell, about)
    const heard: string[] = []
    shell.emit(openConversationChannel, { ports: [] }, 'older')
    shell.emit(openConversationChannel, { ports: [] }, id)
    bridge.onOpenConversation((conversation) => heard.push(conversation))
    bridge.onOpenConversation((conversation) => heard.push(`again ${conversation}`))
    expect(heard).toEqual([id])
  })

  test.each([[undefined], [7], [''], ['x'.repeat(65)], [{ id }]])('%o is no conversation', (value) => {
    const shell = new EventEmitter()
    const heard: string[] = []
    desktopBridge(shell, about).onOpenConversation((conversation) => heard.push(conversation))
    shell.emit(openConversationChannel, { ports: [] }, value)
    expect(heard).toEqual([])
  })
})

describe('forwardPorts', () => {
  function page(origin: string) {
    const shell = new EventEmitter()
    const loaded = Promise.withResolvers<void>()
    const posted: unknown[] = []
    forwardPorts<string>(shell, {
      origin,
      loaded: loaded.promise,
      postMessage: (...message) => posted.push(message),
    })
    const give = (...ports: string[]) => shell.emit(stationPortMessage, { ports }, null)
    return { give, posted, load: async () => loaded.resolve(), settled: () => new Promise(setImmediate) }
  }

  test('waits for the page, then hands over each port that comes', async () => {
    const { give, posted, load, settled } = page('app://ventanilla')
    give('first')
    await settled()
    expect(posted).toEqual([])
    await load()
    give('second')
    await settled()
    expect(posted).toEqual([
      [stationPortMessage, 'app://ventanilla', ['first']],
      [stationPortMessage, 'app://ventanilla', ['second']],
    ])
  })

  test.each(['https://example.org', 'null', 'app://otra'])('a page of %s gets none', async (origin) => {
    const { give, posted, load, settled } = page(origin)
    await load()
    give('port')
    await settled()
    expect(posted).toEqual([])
  })

  test('only one port at a time is a port of ours', async () => {
    const { give, posted, load, settled } = page('app://ventanilla')
    await load()
    give()
    give('one', 'two')
    await settled()
    expect(posted).toEqual([])
  })
})

test('argument finds a value among a process’s words', () => {
  expect(argument(['x', '--v=1.2', '--v=3'], '--v=')).toBe('1.2')
  expect(argument(['x'], '--v=')).toBe('')
})
