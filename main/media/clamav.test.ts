import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { clamav } from './clamav.ts'

/** A program that answers as clamdscan does: 1 for what holds the word EICAR, 2 when its daemon is gone. */
async function program(daemon: 'there' | 'gone'): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'ventanilla-scanner-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const path = join(folder, 'clamdscan')
  const answer = daemon === 'gone' ? 'cat >/dev/null; exit 2' : 'if grep -q EICAR; then exit 1; else exit 0; fi'
  await writeFile(path, `#!/bin/sh\n[ "$1" = "--no-summary" ] && [ "$2" = "-" ] || exit 2\n${answer}\n`)
  await chmod(path, 0o755)
  return path
}

const bytes = (text: string) => new TextEncoder().encode(text)

describe.skipIf(process.platform === 'win32')('ClamAV', () => {
  it('says of each file whether it is clean, also of a large one that it stops reading', async () => {
    const scanner = await clamav(await program('there'))
    expect(scanner?.name).toBe('ClamAV')
    expect(await scanner?.scan(bytes('una foto'))).toBe('clean')
    expect(await scanner?.scan(bytes('EICAR'))).toBe('infected')
    expect(await scanner?.scan(bytes(`EICAR\n${'x'.repeat(16 * 1024 * 1024)}`))).toBe('infected')
  })

  it('is not used where it is not installed', async () => {
    expect(await clamav('/nowhere/clamdscan')).toBeNull()
  })

  it('whose daemon is not there yet cannot tell, and nothing passes unseen', async () => {
    const scanner = await clamav(await program('gone'))
    expect(scanner?.name).toBe('ClamAV')
    await expect(scanner?.scan(bytes('una foto'))).rejects.toThrow('cannot tell')
  })

  it('that stops answering cannot tell, which is not clean', async () => {
    const path = await program('there')
    const scanner = await clamav(path)
    await rm(path)
    await expect(scanner?.scan(bytes('una foto'))).rejects.toThrow('cannot tell')
  })
})
