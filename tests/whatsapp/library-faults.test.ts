import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { browserPid, rendererPids } from './browser-processes.ts'
import { type FakeWhatsApp, startFakeWhatsApp } from './fake/server.ts'
import { type LibraryClient, libraryClient, linkedClient, profileFolder } from './library-client.ts'

const citizen = '+34700400001'
const chat = '34700400001@c.us'

/**
 * What whatsapp-web.js 1.34.7 does by itself when things go wrong, one fault a test. The channel is built around these
 * facts: when an update of the library changes one, its test fails and the channel's answer to it is looked at again.
 */
describe('faults of the bare library', () => {
  let whatsapp: FakeWhatsApp
  let profile: Awaited<ReturnType<typeof profileFolder>>
  let library: LibraryClient | undefined

  beforeEach(async () => {
    whatsapp = await startFakeWhatsApp()
    profile = await profileFolder()
  })
  afterEach(async () => {
    await library?.client.destroy()
    library = undefined
    await whatsapp.close()
    await profile.remove()
  })

  const linked = async (): Promise<LibraryClient> => {
    library = await linkedClient(whatsapp, profile.path)
    return library
  }

  /** The same profile once more: no code is asked for. */
  async function restarted(): Promise<LibraryClient> {
    await (await linked()).client.destroy()
    library = await libraryClient(whatsapp, profile.path)
    return library
  }

  it('1: a page that has synced before the library listens makes no client ready, until it is nudged', async () => {
    const client = await restarted()
    whatsapp.faults.nextDocuments({ sync: 'early' })
    await client.client.initialize()
    expect(await client.page().evaluate(`window.require('WAWebSocketModel').Socket.hasSynced`)).toBe(true)
    expect(client.names()).toEqual([])

    await client.page().evaluate('window.onAppStateHasSyncedEvent()')
    await client.event('ready')
    expect(client.names()).toEqual(['authenticated', 'ready'])
  })

  it('2: messages between the sync and the end of the set-up give no event, and are in the history', async () => {
    const client = await restarted()
    whatsapp.faults.atSync(() => {
      for (let n = 1; n <= 20; n += 1) void whatsapp.phone.send({ from: citizen, text: `${n}` })
    })
    await client.client.initialize()
    await client.event('ready')
    await whatsapp.phone.send({ from: citizen, text: 'después' })
    await client.event('message')

    expect(client.emitted.filter(({ event }) => event === 'message')).toHaveLength(1)
    const found = await client.client.getChatById(chat)
    expect(found.unreadCount).toBe(21)
    expect(await found.fetchMessages({ limit: 30 })).toHaveLength(21)
  })

  it('3: a module that WhatsApp no longer has stops it silently after `authenticated`', async () => {
    const client = await restarted()
    whatsapp.faults.nextDocuments({ missing: ['WAWebSyncGatingUtils'] })
    await client.client.initialize()
    await client.event('authenticated')
    await expect.poll(() => client.pageErrors).toContainEqual(expect.stringContaining('Requiring unknown module'))
    expect(client.names()).toEqual(['authenticated'])
  })

  it('3: so does a version cache that cannot be written', async () => {
    await (await linked()).client.destroy()
    const blocked = join(profile.path, 'cache')
    await writeFile(blocked, 'a file where a folder should be')
    library = await libraryClient(whatsapp, profile.path, { webVersionCache: { type: 'local', path: blocked } })
    await library.client.initialize()
    await library.event('authenticated')
    await expect.poll(() => library?.pageErrors).toContainEqual(expect.stringMatching(/EEXIST|ENOTDIR/))
    expect(library.names()).toEqual(['authenticated'])
  })

  it('4: a sync told twice authenticates twice and collides with itself', async () => {
    const client = await restarted()
    whatsapp.faults.nextDocuments({ sync: 'twice' })
    await client.client.initialize()
    await client.event('ready')
    await expect.poll(() => client.pageErrors).toContainEqual(expect.stringContaining('already exists'))
    expect(client.count('authenticated')).toBe(2)
  })

  it('5: a frame inside the page makes it listen twice', async () => {
    const client = await linked()
    expect(await client.listeners('change:hasSynced')).toBe(1)
    whatsapp.faults.addFrame()
    await expect.poll(() => client.listeners('change:hasSynced')).toBe(2)
    whatsapp.faults.syncAgain()
    await client.event('ready', 3)
  })

  it('6: a stray navigation ends the whole process', async () => {
    const program = join(import.meta.dirname, 'library-child.ts')
    const ended = await new Promise<{ code: unknown; said: string; failed: string }>((resolve) => {
      execFile(process.execPath, [program, profile.path], (error, said, failed) =>
        resolve({ code: error?.code, said, failed }),
      )
    })
    expect(ended.said).toBe('ready\n')
    expect(ended.failed).toContain('auth timeout')
    expect(ended.code).toBe(1)
  })

  it('7: a killed Chromium gives no event; the next send says "detached Frame"', async () => {
    const client = await linked()
    const before = client.names()
    const gone = new Promise((resolve) => client.client.pupBrowser?.once('disconnected', resolve))
    process.kill((await browserPid(profile.path)) ?? Number.NaN, 'SIGKILL')
    await gone
    await expect(client.client.sendMessage(chat, 'Hola')).rejects.toThrow(/detached Frame|Target closed/)
    expect(client.names()).toEqual(before)
  })

  it('8: a crashed renderer leaves a send hanging until the browser is closed', async () => {
    const client = await linked()
    const before = client.names()
    const crashed = new Promise<Error>((resolve) => client.page().once('error', resolve))
    for (const pid of await rendererPids(profile.path)) process.kill(pid, 'SIGKILL')
    expect((await crashed).message).toBe('Page crashed!')

    let outcome = 'pending'
    const sending = client.client.sendMessage(chat, 'Hola').then(
      () => (outcome = 'sent'),
      () => (outcome = 'rejected'),
    )
    await client.client.pupBrowser?.version()
    expect(outcome).toBe('pending')
    expect(client.names()).toEqual(before)
    await client.client.destroy()
    expect(await sending).toBe('rejected')
  })

  it('9: a code that nobody scanned in time is never renewed', async () => {
    library = await libraryClient(whatsapp, profile.path)
    const started = library.client.initialize()
    await library.event('qr')
    await started
    whatsapp.faults.state('UNPAIRED_IDLE')
    await expect.poll(() => library?.pageErrors).toContainEqual(expect.stringContaining('window is not defined'))
    expect(whatsapp.phone.asked('new ref')).toEqual([])
    expect(library.count('qr')).toBe(1)
  })

  it.each([
    { state: 'CONFLICT', ends: true },
    { state: 'DEPRECATED_VERSION', ends: true },
    { state: 'PROXYBLOCK', ends: true },
    { state: 'SMB_TOS_BLOCK', ends: true },
    { state: 'TOS_BLOCK', ends: true },
    { state: 'UNPAIRED', ends: true },
    { state: 'UNPAIRED_IDLE', ends: true },
    { state: 'OPENING', ends: false },
    { state: 'TIMEOUT', ends: false },
  ] as const)('state $state: closes the browser: $ends', async ({ state, ends }) => {
    const client = await linked()
    const closed = new Promise((resolve) => client.client.pupBrowser?.once('disconnected', resolve))
    whatsapp.faults.state(state)
    expect((await client.event('change_state')).args).toEqual([state])
    if (ends) {
      expect((await client.event('disconnected')).args).toEqual([state])
      await closed
    } else {
      expect(await client.client.getState()).toBe(state)
      expect(client.count('disconnected')).toBe(0)
    }
  })

  it('a kill right after the pairing loses a session that localStorage is needed for; a clean close keeps it', async () => {
    whatsapp.faults.nextDocuments({ needsLocalStorage: true })
    const killed = await linked()
    const gone = new Promise((resolve) => killed.client.pupBrowser?.once('disconnected', resolve))
    process.kill((await browserPid(profile.path)) ?? Number.NaN, 'SIGKILL')
    await gone

    const again = await linked()
    expect(again.names()).toEqual(['qr', 'authenticated', 'ready'])
    await again.client.destroy()
    library = await libraryClient(whatsapp, profile.path)
    await library.client.initialize()
    await library.event('ready')
    expect(library.count('qr')).toBe(0)
  })

  it('a page that never comes up rejects the start', async () => {
    whatsapp.faults.nextDocuments({ published: false })
    library = await libraryClient(whatsapp, profile.path, { authTimeoutMs: 500 })
    await expect(library.client.initialize()).rejects.toBe('auth timeout')
  })

  it('a second login on the same session conflicts with the first', async () => {
    const client = await linked()
    const second = await client.client.pupBrowser?.newPage()
    await second?.goto('https://web.whatsapp.com/')
    expect((await client.event('disconnected')).args).toEqual(['CONFLICT'])
  })

  it('what is said to a browser that is going away breaks its pipe, with nobody of the library listening', async () => {
    const client = await linked()
    const pipe = client.client.pupBrowser?.process()?.stdio[3]
    const listeners = pipe?.listenerCount('error') ?? 0
    const closed = new Promise((resolve) => pipe?.once('close', resolve))
    await client.client.destroy()
    await closed
    expect(pipe?.listenerCount('error')).toBeLessThan(listeners)
  })
})
