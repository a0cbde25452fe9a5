import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

const chosen = z.enum(['practice', 'town'])

/** Which of the two stores of a data folder is open. */
export type Chosen = z.infer<typeof chosen>

const file = (dataDirectory: string) => join(dataDirectory, 'open.json')

/** What was open last; null at first run, or when the file says nothing known. */
export async function readChoice(dataDirectory: string): Promise<Chosen | null> {
  try {
    const read = z.object({ open: chosen }).safeParse(JSON.parse(await readFile(file(dataDirectory), 'utf8')))
    return read.success ? read.data.open : null
  } catch {
    return null
  }
}

export async function writeChoice(dataDirectory: string, open: Chosen): Promise<void> {
  const temporary = `${file(dataDirectory)}.new`
  await writeFile(temporary, JSON.stringify({ open }), { mode: 0o600 })
  await rename(temporary, file(dataDirectory))
}

export const forgetChoice = (dataDirectory: string) => rm(file(dataDirectory), { force: true })
