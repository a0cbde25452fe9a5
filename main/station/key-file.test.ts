import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { decodeKey, encodeKey, keyFileName, newMasterKey, sealedKeyFileName, writeKey } from './key-file.ts'
import { keyFileVault } from './key-file-vault.ts'

let folder = ''
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'ventanilla-key-')), 'data')
})
afterEach(() => rm(join(folder, '..'), { recursive: true }))

describe('keyFileVault', () => {
  test('makes a key once and gives the same ever after', async () => {
    const first = await keyFileVault(folder).masterKey()
    expect(first).toHaveLength(32)
    expect(await keyFileVault(folder).masterKey()).toEqual(first)
    expect(await readdir(folder)).toEqual([keyFileName])
  })

  test.skipIf(process.platform === 'win32')('only its owner can read it', async () => {
    await keyFileVault(folder).masterKey()
    expect((await stat(join(folder, keyFileName))).mode & 0o777).toBe(0o600)
    expect((await stat(folder)).mode & 0o777).toBe(0o700)
  })

  test('many at once agree on one key', async () => {
    const keys = await Promise.all(Array.from({ length: 8 }, () => keyFileVault(folder).masterKey()))
    expect(new Set(keys.map(encodeKey)).size).toBe(1)
    expect(await readdir(folder)).toEqual([keyFileName])
  })

  test('a damaged key file is refused and left alone', async () => {
    await keyFileVault(folder).masterKey()
    await writeFile(join(folder, keyFileName), 'half a key')
    await expect(keyFileVault(folder).masterKey()).rejects.toMatchObject({ code: 'STORE_WRONG_KEY' })
    expect(await readFile(join(folder, keyFileName), 'utf8')).toBe('half a key')
  })

  test('a folder whose key the desktop sealed gets no second key', async () => {
    await writeKey(folder, sealedKeyFileName, Buffer.from('sealed'))
    await expect(keyFileVault(folder).masterKey()).rejects.toMatchObject({ code: 'STORE_WRONG_KEY' })
    expect(await readdir(folder)).toEqual([sealedKeyFileName])
  })
})

describe('writeKey', () => {
  test('never replaces a key', async () => {
    expect(await writeKey(folder, keyFileName, Buffer.from('one'))).toBe(true)
    expect(await writeKey(folder, keyFileName, Buffer.from('two'))).toBe(false)
    expect(await readFile(join(folder, keyFileName), 'utf8')).toBe('one')
    expect(await readdir(folder)).toEqual([keyFileName])
  })
})

describe('decodeKey', () => {
  test('reads what encodeKey wrote, and nothing else', () => {
    const key = newMasterKey()
    expect(decodeKey(`${encodeKey(key)}\n`)).toEqual(key)
    for (const text of ['', 'zz'.repeat(32), 'ab'.repeat(31), 'ab'.repeat(33)]) expect(decodeKey(text)).toBeNull()
  })
})
