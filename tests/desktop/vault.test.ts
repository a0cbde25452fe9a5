import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openVault, type SystemSecrets } from '../../main/desktop/vault.ts'
import { encodeKey } from '../../main/station/key-file.ts'
import { keyFileVault } from '../../main/station/key-file-vault.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ventanilla-vault-'))
})
afterEach(() => rm(folder, { recursive: true }))

/** A key store of its own, like one user's on one machine: what another sealed it cannot open. */
function systemSecrets(available = true): SystemSecrets {
  const key = randomBytes(32)
  return {
    available: async () => available,
    seal: async (text) => {
      const iv = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, iv)
      return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
    },
    unseal: async (sealed) => {
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12))
      decipher.setAuthTag(sealed.subarray(-16))
      return decipher.update(sealed.subarray(12, -16), undefined, 'utf8') + decipher.final('utf8')
    },
  }
}

const never = async (): Promise<boolean> => {
  throw new Error('Nobody should be asked')
}

describe('openVault', () => {
  test('seals a new key and opens it again', async () => {
    const secrets = systemSecrets()
    const first = await openVault({ folder, secrets, acceptKeyFile: never })
    if (first.kind !== 'key') throw new Error(first.kind)
    expect(await openVault({ folder, secrets, acceptKeyFile: never })).toEqual(first)
    expect(await readdir(folder)).toEqual(['master.key.sealed'])
    const onDisk = await readFile(join(folder, 'master.key.sealed'))
    expect(onDisk.includes(encodeKey(first.key)) || onDisk.includes(first.key)).toBe(false)
  })

  test('a key that another user sealed is unreadable, and stays', async () => {
    await openVault({ folder, secrets: systemSecrets(), acceptKeyFile: never })
    const before = await readFile(join(folder, 'master.key.sealed'))
    expect(await openVault({ folder, secrets: systemSecrets(), acceptKeyFile: never })).toEqual({ kind: 'unreadable' })
    expect(await readFile(join(folder, 'master.key.sealed'))).toEqual(before)
    expect(await readdir(folder)).toEqual(['master.key.sealed'])
  })

  test('without a key store a person is asked, once; plain Node reads the same key', async () => {
    const secrets = systemSecrets(false)
    const asked: string[] = []
    const acceptKeyFile = async () => asked.push('asked') > 0
    const first = await openVault({ folder, secrets, acceptKeyFile })
    expect(await openVault({ folder, secrets, acceptKeyFile })).toEqual(first)
    expect(asked).toEqual(['asked'])
    expect(first).toEqual({ kind: 'key', key: await keyFileVault(folder).masterKey() })
  })

  test('a person who refuses leaves nothing behind', async () => {
    const acceptKeyFile = async () => false
    expect(await openVault({ folder, secrets: systemSecrets(false), acceptKeyFile })).toEqual({ kind: 'refused' })
    expect(await readdir(folder)).toEqual([])
  })

  test('a folder that plain Node began keeps its key', async () => {
    const key = await keyFileVault(folder).masterKey()
    expect(await openVault({ folder, secrets: systemSecrets(), acceptKeyFile: never })).toEqual({ kind: 'key', key })
  })

  test('a key store that loses what it keeps is not trusted with the key', async () => {
    const secrets = { ...systemSecrets(), unseal: async () => 'something else' }
    await expect(openVault({ folder, secrets, acceptKeyFile: never })).rejects.toThrow('does not give back')
    expect(await readdir(folder)).toEqual([])
  })
})
