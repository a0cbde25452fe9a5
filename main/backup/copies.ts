import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { z } from 'zod'
import { openBlobFiles } from '../store/blob-files.ts'
import type { BlobStore } from '../store/blobs.ts'
import { type Store, StoreError } from '../store/store.ts'
import { type Counts, dump } from './dump.ts'
import { load } from './load.ts'
import { copyKinds } from './rules.ts'
import { readHeader, readSealed, writeSealed } from './sealed-file.ts'

/** What anybody may read of a copy. */
const copyHeader = z.object({
  id: z.string().regex(/^[\w-]+$/),
  madeAt: z.int(),
  kind: z.enum(copyKinds),
  /** A practice town is never taken for a real one. */
  of: z.enum(['practice', 'town']),
  /** Of the program that made it. */
  version: z.string(),
  /** The number of the newest migration in it. */
  schema: z.int(),
})
export type CopyHeader = z.infer<typeof copyHeader>

/** A copy that is whole. `bytes`: of its rows, compressed; files are shared between copies. */
export type Copy = CopyHeader & { readonly bytes: number }

const contents = z.object({
  counts: z.record(z.string(), z.int()),
  files: z.array(z.string()),
  /** What was erased for good until then, for whoever restores an older copy. */
  erasures: z.string().nullable(),
})
export type CopyContents = z.infer<typeof contents>

export type Progress = { readonly done: number; readonly of: 'rows' | 'files' }

const rowsOf = (folder: string, id: string) => join(folder, `${id}.rows`)
const listOf = (folder: string, id: string) => join(folder, `${id}.copy`)
const filesIn = (folder: string, key: Buffer) => openBlobFiles({ directory: join(folder, 'files'), key })

type Source = {
  readonly folder: string
  readonly key: Buffer
  readonly store: Store
  readonly blobs: BlobStore
  readonly erasures: string | null
  readonly progress?: (progress: Progress) => void
  readonly signal?: AbortSignal
}

/** Writes a copy: first the rows of one moment, then the files it does not have yet, and last the list that makes it whole. */
export async function makeCopy(source: Source, header: CopyHeader): Promise<CopyContents> {
  const { folder, key, store, signal, progress = () => undefined } = source
  await mkdir(folder, { recursive: true, mode: 0o700 })
  let counts: Counts = {}
  try {
    counts = await dump(
      store,
      (lines) =>
        pipeline(Readable.from(lines), createGzip(), (packed: AsyncIterable<Buffer>) =>
          writeSealed(rowsOf(folder, header.id), key, header, packed),
        ),
      (done) => progress({ done, of: 'rows' }),
      signal,
    )
    const files = await copyFiles(source)
    const list: CopyContents = { counts, files, erasures: source.erasures }
    await writeSealed(listOf(folder, header.id), key, header, [Buffer.from(JSON.stringify(list))])
    return list
  } catch (error) {
    await rm(rowsOf(folder, header.id), { force: true })
    throw error
  }
}

async function copyFiles({ folder, key, blobs, signal, progress }: Source): Promise<string[]> {
  const kept = filesIn(folder, key)
  const files: string[] = []
  for await (const name of blobs.names()) {
    signal?.throwIfAborted()
    if (!(await kept.has(name))) {
      const bytes = await blobs.get(name).catch(ignoreGone)
      if (!bytes) continue
      await kept.putBack(name, bytes)
    }
    files.push(name)
    progress?.({ done: files.length, of: 'files' })
  }
  return files
}

/** A file that was removed while the others were copied. */
function ignoreGone(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null
  throw error
}

/** The whole copies of a folder, newest first. Throws what the folder throws. */
export async function copiesIn(folder: string): Promise<readonly Copy[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  const found = await Promise.all(names.filter((name) => name.endsWith('.copy')).map((name) => wholeCopy(folder, name)))
  return found.filter((copy) => copy !== null).sort((a, b) => b.madeAt - a.madeAt)
}

async function wholeCopy(folder: string, name: string): Promise<Copy | null> {
  const header = copyHeader.safeParse(await readHeader(join(folder, name)))
  if (!header.success || `${header.data.id}.copy` !== name) return null
  const rows = await stat(rowsOf(folder, header.data.id)).catch(() => null)
  return rows ? { ...header.data, bytes: rows.size } : null
}

/** What a copy holds. Throws `STORE_DAMAGED`. */
export async function contentsOf(folder: string, id: string, key: Buffer): Promise<CopyContents> {
  const chunks: Buffer[] = []
  for await (const chunk of readSealed(listOf(folder, id), key)) chunks.push(chunk)
  return contents.parse(JSON.parse(Buffer.concat(chunks).toString()))
}

/** Puts the rows of a copy into a new store of its schema. Throws `STORE_DAMAGED`; the store is then of no use. */
export async function loadCopy(
  from: { readonly folder: string; readonly id: string; readonly key: Buffer },
  store: Store,
  progress?: (progress: Progress) => void,
): Promise<Counts> {
  let counts: Counts = {}
  await pipeline(
    Readable.from(readSealed(rowsOf(from.folder, from.id), from.key)),
    createGunzip(),
    async (content: AsyncIterable<Buffer>) => {
      counts = await load(store, content, (done) => progress?.({ done, of: 'rows' }))
    },
  ).catch((error) => {
    throw error instanceof StoreError
      ? error
      : new StoreError('STORE_DAMAGED', 'The copy cannot be read.', { cause: error })
  })
  return counts
}

/** Puts the files of a copy back that are not there. Returns those that the copy does not have whole. */
export async function putFilesBack(
  from: { readonly folder: string; readonly key: Buffer },
  files: readonly string[],
  blobs: BlobStore,
): Promise<readonly string[]> {
  const kept = filesIn(from.folder, from.key)
  const missing: string[] = []
  for (const name of files) {
    if (await blobs.has(name)) continue
    const bytes = await kept.get(name).catch(() => null)
    if (bytes) await blobs.putBack(name, bytes)
    else missing.push(name)
  }
  return missing
}

/** The files of a copy that cannot be opened. */
export async function unreadableFiles(
  folder: string,
  key: Buffer,
  files: readonly string[],
): Promise<readonly string[]> {
  const kept = filesIn(folder, key)
  const bad: string[] = []
  for (const name of files) if (!(await kept.get(name).catch(() => null))) bad.push(name)
  return bad
}

/** Removes copies, and then the files that no copy left needs. */
export async function removeCopies(folder: string, key: Buffer, ids: readonly string[], now: number): Promise<void> {
  if (ids.length === 0) return
  for (const id of ids) {
    await rm(listOf(folder, id), { force: true })
    await rm(rowsOf(folder, id), { force: true })
  }
  const needed = await filesNeeded(folder, key)
  if (!needed) return
  const kept = filesIn(folder, key)
  for await (const name of kept.names()) if (!needed.has(name)) await kept.remove(name, now)
}

/** Null when a copy of another key is there: nobody here knows which files it needs. */
async function filesNeeded(folder: string, key: Buffer): Promise<ReadonlySet<string> | null> {
  const needed = new Set<string>()
  for (const { id } of await copiesIn(folder)) {
    const list = await contentsOf(folder, id, key).catch(() => null)
    if (!list) return null
    for (const file of list.files) needed.add(file)
  }
  return needed
}
