import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { restoreBackup, sessionKeeper, writeBackup } from './session-backup.ts'

describe('the copy of a session', () => {
  const key = randomBytes(32)
  let home = ''
  let session = ''
  let file = ''

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'ventanilla-session-'))
    session = join(home, 'session')
    file = join(home, 'copies', 'session.bin')
    await mkdir(join(session, 'Default/IndexedDB/https_web'), { recursive: true })
    await mkdir(join(session, 'Default/Cache'), { recursive: true })
    await writeFile(join(session, 'Default/IndexedDB/https_web/000003.log'), big)
    await writeFile(join(session, 'Default/Preferences'), '{}')
    await writeFile(join(session, 'Default/empty'), '')
    await writeFile(join(session, 'Default/Cache/data_0'), 'fast')
  })
  afterEach(() => rm(home, { recursive: true, force: true }))

  const big = randomBytes(300_001)

  it('brings every file back, and no cache', async () => {
    await writeBackup(session, file, key)
    await rm(session, { recursive: true })
    await restoreBackup(file, session, key)
    expect(await readFile(join(session, 'Default/IndexedDB/https_web/000003.log'))).toEqual(big)
    expect((await readdir(join(session, 'Default'))).sort()).toEqual(['IndexedDB', 'Preferences', 'empty'])
  })

  it('shows nothing of the session', async () => {
    await writeFile(join(session, 'Default/Preferences'), 'a readable secret of this session')
    await writeBackup(session, file, key)
    expect((await readFile(file)).includes('readable secret')).toBe(false)
  })

  it.each([
    ['another key', async (): Promise<Buffer> => randomBytes(32)],
    [
      'a changed byte',
      async () => {
        const bytes = await readFile(file)
        bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1
        await writeFile(file, bytes)
        return key
      },
    ],
    [
      'a lost end',
      async () => {
        await writeFile(file, (await readFile(file)).subarray(0, 1000))
        return key
      },
    ],
    [
      'another file',
      async () => {
        await writeFile(file, 'nothing')
        return key
      },
    ],
  ])('refuses %s and leaves the folder as it was', async (_, damage) => {
    await writeBackup(session, file, key)
    const used = await damage()
    await writeFile(join(session, 'Default/Preferences'), 'newer')
    await expect(restoreBackup(file, session, used)).rejects.toThrow()
    expect(await readFile(join(session, 'Default/Preferences'), 'utf8')).toBe('newer')
    expect(await readdir(home)).not.toContain('session.restoring')
  })

  it('keeps the one before, and falls back to it', async () => {
    const keeper = sessionKeeper({ folder: session, file, key })
    for (let copies = 0; copies < 2; copies++) {
      keeper.copyAtRest()
      await keeper.atRest()
    }
    await writeFile(file, 'damaged')
    await rm(session, { recursive: true })
    keeper.restoreAtRest()
    await keeper.atRest()
    expect(await readdir(session)).toEqual(['Default'])
    await keeper.forget()
    expect(await readdir(join(home, 'copies'))).toEqual([])
    expect(keeper.hasCopy()).toBe(false)
  })
})
