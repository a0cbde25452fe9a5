import { EventEmitter } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import { desktopBridgeKeys, openConversationChannel, stationPortMessage } from '../../contract/desktop.ts'

const built = join(import.meta.dirname, '..', '..', 'out', 'preload', 'preload.cjs')

/** Runs the built preload as Electron's sandbox does: CommonJS, with `electron` as the only module and a bare window. */
async function runPreload(origin: string) {
  const ipcRenderer = new EventEmitter()
  const exposed: Record<string, Record<string, unknown>> = {}
  const posted: unknown[] = []
  const page = new EventEmitter()
  const required: string[] = []
  runInNewContext(await readFile(built, 'utf8'), {
    require: (name: string) => {
      required.push(name)
      return {
        ipcRenderer,
        contextBridge: {
          exposeInMainWorld: (name: string, api: Record<string, unknown>) => {
            exposed[name] = api
          },
        },
      }
    },
    process: { platform: 'linux', argv: ['electron', '--ventanilla-version=0.1.0'] },
    window: {
      location: { origin },
      addEventListener: (event: string, listener: () => void) => page.once(event, listener),
      postMessage: (...message: unknown[]) => posted.push(message),
    },
    exports: {},
    module: { exports: {} },
  })
  return { ipcRenderer, exposed, posted, page, required }
}

describe('the built preload', () => {
  test('shows a page what the contract names, under one name, and loads nothing but Electron', async () => {
    const { exposed, required } = await runPreload('app://ventanilla')
    expect(required).toEqual(['electron'])
    expect(Object.keys(exposed)).toEqual(['ventanilla'])
    expect(Object.keys(exposed.ventanilla ?? {}).sort()).toEqual([...desktopBridgeKeys].sort())
    expect(exposed.ventanilla).toMatchObject({ platform: 'linux', version: '0.1.0' })
  })

  test('passes the port on once the page has loaded', async () => {
    const { ipcRenderer, page, posted } = await runPreload('app://ventanilla')
    ipcRenderer.emit(stationPortMessage, { ports: ['port'] }, null)
    await new Promise(setImmediate)
    expect(posted).toEqual([])
    page.emit('load')
    await new Promise(setImmediate)
    expect(JSON.parse(JSON.stringify(posted))).toEqual([[stationPortMessage, 'app://ventanilla', ['port']]])
  })

  test('listens to the two channels of the contract and to no other', async () => {
    const { ipcRenderer } = await runPreload('app://ventanilla')
    expect(ipcRenderer.eventNames().sort()).toEqual([openConversationChannel, stationPortMessage].sort())
  })
})
