import { spawnSync } from 'node:child_process'
import { chmod, mkdtemp, rm, statfs, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Where Linux keeps files in memory. */
const memory = '/dev/shm'

/** Bytes that a whole run may need at once, several times over. */
const enough = 6 * 1024 ** 3

/**
 * A folder for temporary files; other users may enter it, as PostgreSQL refuses to run as root. It is in memory where
 * that is large enough: nothing here has to outlive a power cut, and waiting for the disk is a third of the run.
 */
export async function scratchFolder(): Promise<string> {
  const inMemory = (await hasRoom()) ? await makeFolder(memory).catch(() => null) : null
  if (inMemory && (await runsPrograms(inMemory))) return inMemory
  if (inMemory) await rm(inMemory, { recursive: true, force: true })
  return makeFolder(tmpdir())
}

async function makeFolder(home: string): Promise<string> {
  const folder = await mkdtemp(join(home, 'ventanilla-test-'))
  await chmod(folder, 0o711)
  return folder
}

const hasRoom = (): Promise<boolean> =>
  statfs(memory).then(
    ({ bavail, bsize }) => bavail * bsize >= enough,
    () => false,
  )

/** Containers often mount it so that nothing in it may run; specs start programs of their own. */
async function runsPrograms(folder: string): Promise<boolean> {
  const program = join(folder, 'program')
  await writeFile(program, '#!/bin/sh\nexit 0\n', { mode: 0o755 })
  const { status } = spawnSync(program)
  await rm(program)
  return status === 0
}
