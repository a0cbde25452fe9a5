/** The pure part of finding a browser: where each one lives on each system, and which policies forbid to steer it. */

export type BrowserName = 'edge' | 'chrome' | 'chromium'
export type BrowserPlace = { readonly name: BrowserName; readonly path: string }

type Variables = Readonly<Record<string, string | undefined>>

/** Where browsers are installed, the preferred one first: Edge, then Chrome, then Chromium. */
export function browserPlaces(platform: NodeJS.Platform, variables: Variables): readonly BrowserPlace[] {
  switch (platform) {
    case 'win32':
      return windowsPlaces(variables)
    case 'darwin':
      return macPlaces(variables.HOME)
    default:
      return linuxPlaces(variables.PATH)
  }
}

const windowsTails: readonly (readonly [BrowserName, string])[] = [
  ['edge', 'Microsoft\\Edge\\Application\\msedge.exe'],
  ['chrome', 'Google\\Chrome\\Application\\chrome.exe'],
  ['chromium', 'Chromium\\Application\\chrome.exe'],
]

function windowsPlaces(variables: Variables): BrowserPlace[] {
  const roots = [variables['ProgramFiles(x86)'], variables.ProgramFiles, variables.ProgramW6432, variables.LOCALAPPDATA]
  const distinct = [...new Set(roots.filter((root): root is string => Boolean(root)))]
  return windowsTails.flatMap(([name, tail]) => distinct.map((root) => ({ name, path: `${root}\\${tail}` })))
}

const macApps: readonly (readonly [BrowserName, string])[] = [
  ['edge', 'Microsoft Edge'],
  ['chrome', 'Google Chrome'],
  ['chromium', 'Chromium'],
]

function macPlaces(home: string | undefined): BrowserPlace[] {
  const roots = ['/Applications', ...(home ? [`${home}/Applications`] : [])]
  return macApps.flatMap(([name, app]) =>
    roots.map((root) => ({ name, path: `${root}/${app}.app/Contents/MacOS/${app}` })),
  )
}

const linuxCommands: readonly (readonly [BrowserName, string])[] = [
  ['edge', 'microsoft-edge-stable'],
  ['edge', 'microsoft-edge'],
  ['chrome', 'google-chrome-stable'],
  ['chrome', 'google-chrome'],
  ['chromium', 'chromium'],
  ['chromium', 'chromium-browser'],
]

function linuxPlaces(path: string | undefined): BrowserPlace[] {
  const folders = [...new Set([...(path ?? '').split(':'), '/usr/bin', '/usr/local/bin', '/snap/bin'])].filter(
    (folder) => folder.startsWith('/'),
  )
  return linuxCommands.flatMap(([name, command]) => folders.map((folder) => ({ name, path: `${folder}/${command}` })))
}

/** A policy of the organisation that keeps us from steering the browser. */
export type ForbiddingPolicy = 'RemoteDebuggingAllowed' | 'DeveloperToolsAvailability'

/** Registry keys that hold the policies of a browser; the machine's outrank the user's. */
export function policyKeys(name: BrowserName): readonly string[] {
  const tails: Readonly<Record<BrowserName, string>> = {
    edge: 'SOFTWARE\\Policies\\Microsoft\\Edge',
    chrome: 'SOFTWARE\\Policies\\Google\\Chrome',
    chromium: 'SOFTWARE\\Policies\\Chromium',
  }
  return [`HKLM\\${tails[name]}`, `HKCU\\${tails[name]}`]
}

/** Reads what `reg query <key>` printed: the numbers of its values. Lines in any language around them are ignored. */
export function parseRegistry(printed: string): ReadonlyMap<string, number> {
  const values = new Map<string, number>()
  for (const line of printed.split(/\r?\n/)) {
    const [, name, hex] = /^\s+(\S+)\s+REG_DWORD\s+0x([0-9a-f]{1,8})\s*$/i.exec(line) ?? []
    if (name !== undefined && hex !== undefined) values.set(name, Number.parseInt(hex, 16))
  }
  return values
}

/** Folders with the policies of a browser on Linux, as JSON files. */
export function policyFolders(name: BrowserName): readonly string[] {
  const roots: Readonly<Record<BrowserName, string>> = {
    edge: '/etc/opt/edge/policies',
    chrome: '/etc/opt/chrome/policies',
    chromium: '/etc/chromium/policies',
  }
  return [`${roots[name]}/managed`, ...(name === 'chromium' ? ['/etc/chromium-browser/policies/managed'] : [])]
}

/** Reads one policy file; null values and anything but an object say nothing. */
export function parsePolicyFile(text: string): ReadonlyMap<string, number> {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    return new Map()
  }
  if (typeof parsed !== 'object' || parsed === null) return new Map()
  return new Map(
    Object.entries(parsed)
      .filter(([, value]) => typeof value === 'number' || typeof value === 'boolean')
      .map(([name, value]) => [name, Number(value)]),
  )
}

/** The policy that forbids to steer the browser; null when none does. Earlier sets outrank later ones. */
export function forbidding(sets: readonly ReadonlyMap<string, number>[]): ForbiddingPolicy | null {
  const read = (policy: ForbiddingPolicy) => sets.find((set) => set.has(policy))?.get(policy)
  if (read('RemoteDebuggingAllowed') === 0) return 'RemoteDebuggingAllowed'
  if (read('DeveloperToolsAvailability') === 2) return 'DeveloperToolsAvailability'
  return null
}
