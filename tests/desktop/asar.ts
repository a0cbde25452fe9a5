import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'

/** An entry of an asar archive's header: a folder, or a file and where its bytes lie. */
type Entry = { files?: Record<string, Entry>; size?: number; offset?: string; unpacked?: boolean }
const entry: z.ZodType<Entry> = z.lazy(() =>
  z.object({
    files: z.record(z.string(), entry).optional(),
    size: z.int().optional(),
    offset: z.string().optional(),
    unpacked: z.boolean().optional(),
  }),
)

export type PackedFile = { readonly path: string; readonly unpacked: boolean; readonly bytes: Buffer }

/** Every file of an archive, those kept beside it (`app.asar.unpacked`) included. Paths have forward slashes. */
export async function readAsar(archive: string): Promise<readonly PackedFile[]> {
  const whole = await readFile(archive)
  const headerSize = whole.readUInt32LE(4)
  const header = entry.parse(JSON.parse(whole.toString('utf8', 16, 16 + whole.readUInt32LE(12))))
  const packed: PackedFile[] = []
  async function walk(folder: Entry, prefix: string): Promise<void> {
    for (const [name, found] of Object.entries(folder.files ?? {})) {
      const path = prefix + name
      if (found.files) await walk(found, `${path}/`)
      else if (found.unpacked)
        packed.push({ path, unpacked: true, bytes: await readFile(join(`${archive}.unpacked`, path)) })
      else {
        const start = 8 + headerSize + Number(found.offset)
        packed.push({ path, unpacked: false, bytes: whole.subarray(start, start + (found.size ?? 0)) })
      }
    }
  }
  await walk(header, '')
  return packed
}

/** Lays the files of an archive out in `folder`. */
export async function unpackAsar(files: readonly PackedFile[], folder: string): Promise<void> {
  for (const file of files) {
    await mkdir(dirname(join(folder, file.path)), { recursive: true })
    await writeFile(join(folder, file.path), file.bytes)
  }
}
