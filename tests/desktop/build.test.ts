import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openCommand } from '../../main/desktop/launch/browser.ts'
import { buildStale } from '../../main/desktop/launch/build.ts'
import { findElectron, hasDisplay } from '../../main/desktop/launch/electron-binary.ts'
import { fingerprint } from '../../main/desktop/launch/fingerprint.ts'
import { neverOpened } from '../../main/desktop/launch/window.ts'

let root = ''
const file = async (path: string, text: string) => {
  await mkdir(join(root, path, '..'), { recursive: true })
  await writeFile(join(root, path), text)
}
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'ventanilla-build-'))
  await file('preload/preload.ts', "import { name } from '../contract/name.ts'\nexport const hello = name\n")
  await file('contract/name.ts', "export const name = 'Ventanilla'\n")
  await file('package.json', '{"type":"module"}')
})
afterEach(() => rm(root, { recursive: true }))

describe('fingerprint', () => {
  const print = () => fingerprint(root, ['preload', 'contract', 'package.json', 'not-there'])

  test('stays while nothing changes, whatever the clock says of the files', async () => {
    const before = await print()
    await utimes(join(root, 'contract/name.ts'), new Date(0), new Date(0))
    expect(await print()).toBe(before)
  })

  test('a test is no source', async () => {
    const before = await print()
    await file('preload/preload.test.ts', 'anything')
    expect(await print()).toBe(before)
  })

  test.each([
    ['a changed word', () => file('contract/name.ts', "export const name = 'Otra'\n")],
    ['a new file', () => file('contract/more.ts', '')],
    ['a file less', () => rm(join(root, 'contract/name.ts'))],
    [
      'a file under another name',
      async () => {
        await rm(join(root, 'contract/name.ts'))
        await file('contract/other.ts', "export const name = 'Ventanilla'\n")
      },
    ],
  ])('%s is another product', async (_case, change) => {
    const before = await print()
    await change()
    expect(await print()).not.toBe(before)
  })
})

describe('buildStale', () => {
  async function build(): Promise<readonly string[]> {
    const told: string[] = []
    const built = await buildStale(['preload'], { root, out: join(root, 'out'), onBuild: (part) => told.push(part) })
    expect(told).toEqual(built)
    return built
  }

  test('builds once, and again only when a source changed or the product is gone', async () => {
    expect(await build()).toEqual(['preload'])
    expect(await build()).toEqual([])
    await file('contract/name.ts', "export const name = 'Otra'\n")
    expect(await build()).toEqual(['preload'])
    await rm(join(root, 'out/preload/preload.cjs'))
    expect(await build()).toEqual(['preload'])
    await file('out/built.json', 'half a file')
    expect(await build()).toEqual(['preload'])
  })

  test('a build that fails stays stale', async () => {
    await file('preload/preload.ts', "import './missing.ts'\n")
    await expect(build()).rejects.toThrow('missing.ts')
    await file('preload/preload.ts', 'export const hello = 1\n')
    expect(await build()).toEqual(['preload'])
  })
})

describe('findElectron', () => {
  beforeEach(() => file('node_modules/electron/package.json', '{"version":"45.4.1"}'))

  test('finds the program of the right version', async () => {
    expect(findElectron(root, {})).toBeNull()
    await file('node_modules/electron/path.txt', 'electron')
    await file('node_modules/electron/dist/electron', '')
    await file('node_modules/electron/dist/version', 'v45.4.1\n')
    expect(findElectron(root, {})).toBe(join(root, 'node_modules/electron/dist/electron'))
  })

  test('a program of another version is none', async () => {
    await file('node_modules/electron/path.txt', 'electron')
    await file('node_modules/electron/dist/electron', '')
    await file('node_modules/electron/dist/version', '44.0.0')
    expect(findElectron(root, {})).toBeNull()
  })

  test('a person may point to their own', async () => {
    await file('mine/electron', '')
    expect(findElectron(root, { ELECTRON_OVERRIDE_DIST_PATH: join(root, 'mine') })).toBe(join(root, 'mine/electron'))
    expect(findElectron(root, { ELECTRON_OVERRIDE_DIST_PATH: join(root, 'other') })).toBeNull()
  })
})

test.each([
  ['linux', {}, false],
  ['linux', { DISPLAY: ':0' }, true],
  ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, true],
  ['win32', {}, true],
  ['darwin', {}, true],
] as const)('a display on %s with %o: %s', (platform, env, display) => {
  expect(hasDisplay(platform, env)).toBe(display)
})

test.each([
  [{ code: 133, seconds: 1 }, true],
  [{ code: null, seconds: 0 }, true],
  [{ code: 0, seconds: 1 }, false],
  [{ code: 1, seconds: 600 }, false],
])('an end %o was never a window: %s', (end, never) => {
  expect(neverOpened(end)).toBe(never)
})

test.each([
  ['linux', ['xdg-open', 'http://127.0.0.1:1']],
  ['darwin', ['open', 'http://127.0.0.1:1']],
  ['win32', ['cmd', '/c', 'start', '""', 'http://127.0.0.1:1']],
] as const)('the browser of %s', (platform, command) => {
  expect(openCommand(platform, 'http://127.0.0.1:1')).toEqual(command)
})
