import { existsSync } from 'node:fs'
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises'
import { basename, dirname, join, relative } from 'node:path'
import { z } from 'zod'

const manifest = z.object({
  name: z.string(),
  version: z.string(),
  dependencies: z.record(z.string(), z.string()).default({}),
})

/** Steered through `puppeteer`, which is large and comes as one file. */
const steering = 'puppeteer'

const read = async (folder: string) => manifest.parse(JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')))

/** The folder that `name` resolves to for a package in `from`, as Node looks for it. */
function folderOf(name: string, from: string): string {
  for (let at = from; ; at = dirname(at)) {
    const folder = join(at, 'node_modules', name)
    if (existsSync(join(folder, 'package.json'))) return folder
    if (at === dirname(at)) throw new Error(`${name}, which ${from} needs, is not installed`)
  }
}

/** A package and everything it needs, but what steers the browser. */
async function withNeeds(name: string, from: string, found = new Set<string>()): Promise<ReadonlySet<string>> {
  const folder = folderOf(name, from)
  if (found.has(folder)) return found
  found.add(folder)
  const { dependencies } = await read(folder)
  for (const needed of Object.keys(dependencies)) if (needed !== steering) await withNeeds(needed, folder, found)
  return found
}

const runs = /\.(c?js|mjs|json|wasm)$/
const spoken = /^(licen[cs]e|copying)/i
const unused =
  /^(node_modules|tests?|docs?|coverage|tools|bin|OLD|examples?\.js|shell\.js|Makefile|\..*|.*\.config\.m?js)$/

/** Copies of a package only what runs, and its licence. */
const copy = (folder: string, to: string) =>
  cp(folder, to, {
    recursive: true,
    filter: (path) => {
      const name = basename(path)
      if (path === folder || spoken.test(name)) return true
      return !unused.test(name) && (!name.includes('.') || runs.test(name))
    },
  })

/**
 * whatsapp-web.js as it was published, with what it needs, in `out`: it hands the text of its functions to WhatsApp's
 * page, so no bundler may touch them. Returns where `puppeteer` has to be put, as one CommonJS file.
 */
export async function layOutLibrary(root: string, out: string): Promise<string> {
  for (const folder of await withNeeds('whatsapp-web.js', root)) await copy(folder, join(out, relative(root, folder)))
  const home = join(out, 'node_modules', steering)
  const { version } = await read(folderOf(steering, root))
  await mkdir(home, { recursive: true })
  await writeFile(join(home, 'package.json'), `${JSON.stringify({ name: steering, version, main: 'index.cjs' })}\n`)
  return home
}
