import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import chromium from '@sparticuz/chromium'

const run = promisify(execFile)
const modules = join(import.meta.dirname, '../../node_modules')

/** How to start the packed Chromium: the part of Playwright's (or puppeteer's) launch options that depends on it. */
export type ChromiumLaunch = {
  readonly executablePath: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
}

/**
 * Unpacks the Chromium of the npm package once per clone (Linux) and tells how to start it. The package unpacks straight
 * into the temporary folder and takes whatever it finds there for a whole browser, so it is given a folder of its own
 * that gets its final name only when complete: two runs at once, or one that was killed, leave no half browser behind.
 */
export async function unpackedChromium(): Promise<ChromiumLaunch> {
  const manifest: { version: string } = JSON.parse(
    await readFile(join(modules, '@sparticuz/chromium/package.json'), 'utf8'),
  )
  const home = join(modules, '.cache', `chromium-${manifest.version}`)
  if (!existsSync(home)) await unpackInto(home)
  return { executablePath: join(home, 'chromium'), args: launchArguments(), env: await environment(home) }
}

async function unpackInto(home: string): Promise<void> {
  const staging = `${home}-${randomUUID()}`
  await mkdir(staging, { recursive: true })
  // CODEBUILD_BUILD_IMAGE makes the package unpack its copies of system libraries too; they serve bare machines.
  const before = { TMPDIR: process.env.TMPDIR, CODEBUILD_BUILD_IMAGE: process.env.CODEBUILD_BUILD_IMAGE }
  Object.assign(process.env, { TMPDIR: staging, CODEBUILD_BUILD_IMAGE: 'nodejs24' })
  try {
    await chromium.executablePath()
  } finally {
    restore(before)
  }
  try {
    await rename(staging, home)
  } catch (error) {
    await rm(staging, { recursive: true, force: true })
    if (!existsSync(home)) throw error
  }
}

function restore(variables: Readonly<Record<string, string | undefined>>): void {
  for (const [name, value] of Object.entries(variables)) {
    if (value === undefined) Reflect.deleteProperty(process.env, name)
    else process.env[name] = value
  }
}

/** The package's own list turns web security off and folds everything into one process; none of that is wanted here. */
function launchArguments(): readonly string[] {
  const quiet = [
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-default-apps',
    '--disable-domain-reliability',
    '--disable-sync',
    '--font-render-hinting=none',
    '--metrics-recording-only',
    '--no-default-browser-check',
    '--no-first-run',
    '--no-pings',
  ]
  return process.getuid?.() === 0 ? [...quiet, '--no-sandbox'] : quiet
}

/** The package's own list looks for fonts under /tmp, where none were unpacked; without any font Chromium ends itself. */
async function fontList(home: string): Promise<string> {
  const file = join(home, 'fonts.conf')
  const part = `${file}-${randomUUID()}`
  const [fonts, cache] = [join(home, 'fonts/fonts'), join(home, 'fonts-cache')]
  await writeFile(
    part,
    `<?xml version="1.0"?><fontconfig><dir>${fonts}</dir><cachedir>${cache}</cachedir></fontconfig>`,
  )
  await rename(part, file)
  return file
}

/** The package's fonts stand in for the machine's, and its libraries only where the machine's own are missing. */
async function environment(home: string): Promise<Readonly<Record<string, string>>> {
  const inherited = Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined)
  const needed = await run('ldd', [join(home, 'chromium')])
  const libraries: Record<string, string> = needed.stdout.includes('not found')
    ? { LD_LIBRARY_PATH: join(home, 'al2023/lib') }
    : {}
  return { ...Object.fromEntries(inherited), FONTCONFIG_FILE: await fontList(home), ...libraries }
}
