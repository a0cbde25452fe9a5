import { execFile } from 'node:child_process'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import {
  type BrowserName,
  browserPlaces,
  type ForbiddingPolicy,
  forbidding,
  parsePolicyFile,
  parseRegistry,
  policyFolders,
  policyKeys,
} from './browser-places.ts'
import type { HaltCode } from './protocol.ts'
import { launchProblem } from './rules.ts'

const run = promisify(execFile)

export type FoundBrowser = { readonly name: BrowserName; readonly path: string }

/** Which browser is used: the one of the setting, or the first installed one. */
export async function findBrowser(setting: string | null): Promise<FoundBrowser | null> {
  if (setting) return (await isFile(setting)) ? { name: nameOf(setting), path: setting } : null
  for (const place of browserPlaces(process.platform, process.env)) if (await isFile(place.path)) return place
  return null
}

const isFile = (path: string) =>
  stat(path).then(
    (found) => found.isFile(),
    () => false,
  )

function nameOf(path: string): BrowserName {
  if (/edge/i.test(path)) return 'edge'
  return /google|chrome\.exe$/i.test(path) ? 'chrome' : 'chromium'
}

/** The policy of this machine that forbids to steer the browser, read only after a launch failed. */
export async function forbiddingPolicy(name: BrowserName): Promise<ForbiddingPolicy | null> {
  return forbidding(process.platform === 'win32' ? await registrySets(name) : await fileSets(name))
}

const registrySets = (name: BrowserName) =>
  Promise.all(
    policyKeys(name).map((key) =>
      run('reg', ['query', key], { windowsHide: true, timeout: 5_000 }).then(
        ({ stdout }) => parseRegistry(stdout),
        () => parseRegistry(''),
      ),
    ),
  )

async function fileSets(name: BrowserName) {
  const sets: ReadonlyMap<string, number>[] = []
  for (const folder of policyFolders(name)) {
    const files = await readdir(folder).catch(() => [])
    for (const file of files.filter((each) => each.endsWith('.json')))
      sets.push(parsePolicyFile(await readFile(join(folder, file), 'utf8').catch(() => '')))
  }
  return sets
}

export type BrowserCheck =
  | { readonly ok: true; readonly name: BrowserName; readonly path: string; readonly version: string }
  | { readonly ok: false; readonly code: HaltCode; readonly detail: string }

/**
 * Finds the browser, starts it with a profile of its own, reads its version and opens an empty page. Says which policy
 * forbids it when one does. Takes up to 30 s; throws nothing.
 */
export async function checkBrowser(options: {
  readonly setting: string | null
  readonly browserArgs: readonly string[]
}): Promise<BrowserCheck> {
  const found = await findBrowser(options.setting)
  if (!found) return { ok: false, code: 'browser_missing', detail: options.setting ?? '' }
  try {
    return { ok: true, ...found, version: await tryOut(found.path, options.browserArgs) }
  } catch (error) {
    return { ok: false, ...(await whyNot(found, error)) }
  }
}

async function tryOut(executablePath: string, args: readonly string[]): Promise<string> {
  // Only this needs it outside the process of the line.
  const { default: puppeteer } = await import('puppeteer-core')
  const browser = await puppeteer.launch({
    executablePath,
    args: [...args],
    pipe: true,
    timeout: 20_000,
    protocolTimeout: 10_000,
  })
  try {
    const page = await browser.newPage()
    await page.goto('about:blank', { timeout: 10_000 })
    return await browser.version()
  } finally {
    await browser.close().catch(() => browser.process()?.kill('SIGKILL'))
  }
}

/** The reason of a launch that failed, with the policy if one is to blame. */
export async function whyNot(found: FoundBrowser, error: unknown): Promise<{ code: HaltCode; detail: string }> {
  const text = error instanceof Error ? error.message : String(error)
  const policy = await forbiddingPolicy(found.name)
  if (policy) return { code: 'browser_forbidden', detail: policy }
  return { code: launchProblem(text) ?? 'browser_broken', detail: found.path }
}
