import { mkdtemp, readdir, readFile, rename, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openBlobFiles } from './blob-files.ts'

const key = Buffer.alloc(32, 5)
const photo = Buffer.from('Unos bytes que nadie debe leer en el disco')
let directory: string

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'ventanilla-blobs-'))
})

afterEach(() => rm(directory, { recursive: true, force: true }))

const blobs = () => openBlobFiles({ directory, key })
const pathOf = (name: string) => join(directory, name.slice(0, 2), name.slice(2, 4), name)

async function files(): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name)
}

describe('blob files', () => {
  it('give back what was put in, also after opening them again', async () => {
    const name = await blobs().put(photo)
    expect(await blobs().get(name)).toEqual(photo)
  })

  it('keep equal content once, even when it comes twice at a time', async () => {
    const store = blobs()
    const names = await Promise.all([store.put(photo), store.put(photo), store.put(Buffer.from('otra cosa'))])
    names.push(await store.put(photo))
    expect(new Set(names).size).toBe(2)
    expect((await files()).sort()).toEqual([...new Set(names)].sort())
  })

  it('keep nothing at all, and much', async () => {
    const store = blobs()
    const much = Buffer.alloc(5_000_000, 'ventanilla')
    expect(await store.get(await store.put(Buffer.alloc(0)))).toHaveLength(0)
    expect((await store.get(await store.put(much))).equals(much)).toBe(true)
  })

  it('are unreadable on the disk and for other users of the machine', async () => {
    const name = await blobs().put(photo)
    expect(name).toMatch(/^[0-9a-f]{64}$/)
    expect((await readFile(pathOf(name))).includes(photo.subarray(0, 8))).toBe(false)
    expect((await stat(pathOf(name))).mode & 0o777).toBe(0o600)
  })

  it('have names that depend on the key', async () => {
    const other = openBlobFiles({ directory, key: Buffer.alloc(32, 6) })
    expect(await other.put(photo)).not.toBe(await blobs().put(photo))
  })

  it.each([
    [
      'altered',
      async (path: string) => {
        const bytes = await readFile(path)
        bytes[30] = (bytes[30] ?? 0) ^ 1
        await writeFile(path, bytes)
      },
    ],
    ['cut short', (path: string) => truncate(path, 40)],
    ['emptied', (path: string) => truncate(path, 0)],
  ])('refuse one that was %s', async (_, damage) => {
    const name = await blobs().put(photo)
    await damage(pathOf(name))
    await expect(blobs().get(name)).rejects.toMatchObject({ code: 'STORE_DAMAGED' })
  })

  it('refuse one put in the place of another', async () => {
    const first = await blobs().put(photo)
    const second = await blobs().put(Buffer.from('otra cosa'))
    await rename(pathOf(first), pathOf(second))
    await expect(blobs().get(second)).rejects.toMatchObject({ code: 'STORE_DAMAGED' })
  })

  it('say ENOENT for one that is gone, and read nothing outside their folder', async () => {
    await expect(blobs().get('0'.repeat(64))).rejects.toMatchObject({ code: 'ENOENT' })
    await expect(blobs().get('../../etc/passwd')).rejects.toThrow(RangeError)
  })
})
