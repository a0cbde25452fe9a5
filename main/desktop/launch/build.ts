import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fingerprint } from './fingerprint.ts'
import { type PartName, parts } from './parts.ts'

export type BuildNeeds = {
  /** The project's folder. */
  readonly root: string
  /** Where built parts go, each in its folder. */
  readonly out: string
  readonly onBuild: (part: PartName) => void
}

const stampFile = (out: string) => join(out, 'built.json')

/** From what each part in `out` was built. */
async function readStamps(out: string): Promise<Readonly<Record<string, string>>> {
  try {
    return JSON.parse(await readFile(stampFile(out), 'utf8')) as Record<string, string>
  } catch {
    return {}
  }
}

/** Builds those of `wanted` whose sources changed since they were built, and says which. */
export async function buildStale(
  wanted: readonly PartName[],
  { root, out, onBuild }: BuildNeeds,
): Promise<readonly PartName[]> {
  const stamps = await readStamps(out)
  const now = await Promise.all(
    wanted.map(async (name) => [name, await fingerprint(root, parts[name].sources)] as const),
  )
  const stale = now.filter(([name, print]) => stamps[name] !== print || !existsSync(join(out, parts[name].product)))
  const kept: Record<string, string> = { ...stamps }
  for (const [name, print] of stale) {
    onBuild(name)
    const { bundle } = await import('./bundle.ts')
    await bundle(name, root, out)
    kept[name] = print
    await mkdir(out, { recursive: true })
    await writeFile(stampFile(out), `${JSON.stringify(kept, null, 2)}\n`)
  }
  return stale.map(([name]) => name)
}
