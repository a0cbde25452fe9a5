import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkBrowser } from '../../main/channels/webjs/browser.ts'
import { unpackedChromium } from '../support/chromium.ts'
import { type FakeWhatsApp, startFakeWhatsApp } from './fake/server.ts'
import { openTownLine, type TownLine, townFolder } from './town-line.ts'

describe('a line that cannot begin', () => {
  let whatsapp: FakeWhatsApp
  let town: Awaited<ReturnType<typeof townFolder>>
  let line: TownLine

  beforeEach(async () => {
    whatsapp = await startFakeWhatsApp()
    town = await townFolder()
    line = await openTownLine(whatsapp, town.path)
  })
  afterEach(async () => {
    await line.close()
    await whatsapp.close()
    await town.remove()
  })

  it('says that the browser of the setting is no program', async () => {
    await line.link.useBrowser(town.path)
    await line.link.begin()
    expect(await line.phase('halted')).toMatchObject({ halt: 'browser_missing', detail: town.path })
  })

  it('says that the program is no browser', async () => {
    const path = join(town.path, 'not-a-browser')
    await writeFile(path, '#!/bin/sh\nexit 3\n', { mode: 0o755 })
    await line.link.useBrowser(path)
    await line.link.begin()
    expect(await line.phase('halted')).toMatchObject({ halt: 'browser_broken', detail: path })
  })

  it('says that its folder cannot be written', async () => {
    await writeFile(join(town.path, 'whatsapp'), 'a file where the folder should be')
    await line.link.begin()
    expect(await line.phase('halted')).toMatchObject({ halt: 'profile_unwritable' })
  })

  it('waits for another process to let go of the profile, and then says so', async () => {
    await mkdir(join(town.path, 'whatsapp'))
    const held = JSON.stringify({ child: process.pid, browser: null })
    await writeFile(join(town.path, 'whatsapp', 'session.lock'), held)
    await line.link.begin()
    expect((await line.phase('halted', 60_000)).halt).toBe('profile_in_use')
  }, 90_000)

  it('halts when WhatsApp lost a module that the library needs, and begins when it is back', async () => {
    whatsapp.faults.nextDocuments({ missing: ['WAWebConnModel'] })
    await line.link.begin()
    expect(await line.phase('halted')).toMatchObject({ halt: 'whatsapp_changed' })
    whatsapp.faults.healthyDocuments()
    await line.link.begin()
    await line.phase('qr')
  })
})

describe('the first look at a browser', () => {
  it('starts it and reads its version', async () => {
    const { executablePath, args, env } = await unpackedChromium()
    Object.assign(process.env, env)
    expect(await checkBrowser({ setting: executablePath, browserArgs: args })).toMatchObject({
      ok: true,
      version: expect.stringMatching(/Chrome\/\d+/),
    })
  })

  it('says what is wrong with it', async () => {
    expect(await checkBrowser({ setting: '/nowhere/msedge', browserArgs: [] })).toEqual({
      ok: false,
      code: 'browser_missing',
      detail: '/nowhere/msedge',
    })
  })
})
