import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'

const isTest = (path: string) => /\.test\.tsx?$/.test(path)

/** Every file below `path` that a build may read, or `path` itself; nothing when it is not there. */
async function filesOf(path: string): Promise<readonly string[]> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOTDIR') return null
      if (error.code === 'ENOENT') return []
      throw error
    },
  )
  if (!entries) return [path]
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

/**
 * What `sources` (relative to `root`) say now, as one word. It is made from names and contents, for a checkout or an
 * unpacked archive gives files whatever times it likes.
 */
export async function fingerprint(root: string, sources: readonly string[]): Promise<string> {
  const lists = await Promise.all(sources.map((source) => filesOf(join(root, source))))
  const files = [...new Set(lists.flat())].filter((path) => !isTest(path)).sort()
  const contents = await Promise.all(files.map((file) => readFile(file)))
  const hash = createHash('sha256')
  for (const [index, file] of files.entries()) {
    const content = contents[index] ?? Buffer.alloc(0)
    hash.update(`${relative(root, file).split(sep).join('/')}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}
