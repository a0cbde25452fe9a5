import { execFile } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { builtinModules } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { forkedLineProcess } from '../../main/channels/webjs/line-process.ts'
import { newMasterKey } from '../../main/station/key-file.ts'
import { type PackedFile, readAsar, unpackAsar } from './asar.ts'
import { consoleOf, isReady, superviseBuilt } from './station-thread.ts'

const project = join(import.meta.dirname, '..', '..')
const run = promisify(execFile)

let folder = ''
let files: readonly PackedFile[] = []
const packed = (...path: string[]) => join(folder, 'out', 'linux-unpacked', ...path)

/** By this mark Electron's program is recognised by whoever sets its fuses; a version, a count and the fuses follow. */
const fuseMark = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
const fuses = Buffer.concat([Buffer.from(fuseMark), Buffer.from([1, 9]), Buffer.from('101100011')])

/** A folder that looks like Electron's unpacked download to the packager. Its program runs nothing. */
async function standInElectron(dist: string): Promise<void> {
  const { version } = JSON.parse(await readFile(join(project, 'node_modules/electron/package.json'), 'utf8'))
  await mkdir(join(dist, 'locales'), { recursive: true })
  await mkdir(join(dist, 'resources'))
  await writeFile(join(dist, 'version'), `v${version}`)
  await writeFile(join(dist, 'electron'), Buffer.concat([Buffer.from('stand-in '), fuses]))
  await chmod(join(dist, 'electron'), 0o755)
  for (const name of [
    'LICENSE',
    'LICENSES.chromium.html',
    'chrome-sandbox',
    'resources.pak',
    'locales/es.pak',
    'locales/de.pak',
  ])
    await writeFile(join(dist, name), name)
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ventanilla-package-'))
  await standInElectron(join(folder, 'electron'))
  const builder = join(project, 'node_modules', 'electron-builder', 'cli.js')
  const settings = [`electronDist=${join(folder, 'electron')}`, `directories.output=${join(folder, 'out')}`]
  // A proxy that nobody answers: whatever the packager would fetch, it cannot.
  const nowhere = 'http://127.0.0.1:9'
  await run(process.execPath, [builder, '--linux', '--dir', '--x64', ...settings.map((setting) => `-c.${setting}`)], {
    cwd: project,
    env: { ...process.env, HTTP_PROXY: nowhere, HTTPS_PROXY: nowhere, http_proxy: nowhere, https_proxy: nowhere },
  })
  files = await readAsar(packed('resources', 'app.asar'))
})
afterAll(() => rm(folder, { recursive: true }))

describe('the package for Linux, around a stand-in for Electron', () => {
  const paths = () => files.map(({ path }) => path)

  test('holds the built product with the library of its line, its data and one native package; nothing else', () => {
    const expected =
      /^(package\.json|out\/(desktop\/main\.js|preload\/preload\.cjs|station\/utility\.js|line\/(child\.js|node_modules\/.+)|renderer\/.+)|resources\/.+|node_modules\/better-sqlite3\/.+)$/
    expect(paths().filter((path) => !expected.test(path))).toEqual([])
    expect(paths()).toEqual(
      expect.arrayContaining([
        'package.json',
        'out/desktop/main.js',
        'out/preload/preload.cjs',
        'out/renderer/index.html',
        'out/station/utility.js',
        'out/line/child.js',
        'out/line/node_modules/puppeteer/index.cjs',
        'out/line/node_modules/whatsapp-web.js/LICENSE',
        'resources/icons/tray.png',
        'resources/flows/front/es.json',
      ]),
    )
  })

  test('no sources, no tests, no maps, no keys', () => {
    const unwanted = /\.(tsx?|map|md|svg|cpp|hpp|c|h|gyp|env|key|pem)$|\.test\.|(^|\/)(tests|bench|docs)\//
    const licence = /\/(licen[cs]e|copying)[^/]*$/i
    expect(paths().filter((path) => unwanted.test(path) && !licence.test(path))).toEqual([])
  })

  test("the native driver is this platform's alone, and lies unpacked", () => {
    const native = files.filter(({ path }) => path.endsWith('.node'))
    expect(native).toMatchObject([{ path: 'node_modules/better-sqlite3/prebuilds/linux-x64.node', unpacked: true }])
    expect(files.filter(({ unpacked }) => unpacked)).toHaveLength(1)
  })

  test('is what package.json says it is', async () => {
    const bytes = files.find(({ path }) => path === 'package.json')?.bytes ?? Buffer.alloc(0)
    const manifest = JSON.parse(bytes.toString('utf8'))
    expect(manifest).toMatchObject({ main: 'out/desktop/main.js', type: 'module', name: 'ventanilla' })
    expect(manifest.devDependencies).toBeUndefined()
    expect(manifest.scripts).toBeUndefined()
  })

  test('the programs need nothing that is not there', () => {
    const there = new Set(['electron', 'better-sqlite3', 'whatsapp-web.js', ...builtinModules])
    const programs = ['desktop/main.js', 'preload/preload.cjs', 'station/utility.js', 'line/child.js']
    for (const path of programs.map((name) => `out/${name}`)) {
      const text = files.find((file) => file.path === path)?.bytes.toString('utf8') ?? ''
      const wanted = [...text.matchAll(/^(?:import .* from |import |.*\brequire\()"([^"]+)"/gm)].map(
        (match) => match[1] ?? '',
      )
      expect(wanted, path).not.toEqual([])
      // The pure JavaScript driver of PostgreSQL looks whether a native one is there too; WhatsApp's page has its own.
      const elsewhere = (name: string) => name === 'pg-native' || name.startsWith('WAWeb')
      const missing = wanted.filter((name) => !there.has(name.replace(/^node:/, '')) && !elsewhere(name))
      expect(missing, path).toEqual([])
    }
  })

  test('holds the library of the line byte for byte as it was published: its functions run in the page of others', async () => {
    const home = 'out/line/node_modules/whatsapp-web.js/'
    const sources = files.filter(({ path }) => path.startsWith(`${home}src/`))
    expect(sources.length).toBeGreaterThan(30)
    for (const { path, bytes } of sources) {
      const published = await readFile(join(project, 'node_modules/whatsapp-web.js', path.slice(home.length)))
      expect(bytes.equals(published), path).toBe(true)
    }
  })

  test("Electron's back doors are shut", async () => {
    const program = await readFile(packed('ventanilla'))
    const at = program.indexOf(fuseMark) + fuseMark.length + 2
    const [runAsNode, cookieEncryption, nodeOptions, inspect, asarIntegrity, onlyAsar, , fileProtocol] = program
      .toString('latin1', at, at + 9)
      .split('')
      .map((state) => state === '1')
    expect({ runAsNode, cookieEncryption, nodeOptions, inspect, asarIntegrity, onlyAsar, fileProtocol }).toEqual({
      runAsNode: false,
      cookieEncryption: true,
      nodeOptions: false,
      inspect: false,
      asarIntegrity: true,
      onlyAsar: true,
      fileProtocol: false,
    })
  })

  test('only the languages that are used', async () => {
    expect(await readdir(packed('locales'))).toEqual(['es.pak'])
  })

  test('the line of the package finds all it needs there, and says what is missing outside', async () => {
    const app = join(folder, 'line-alone')
    await unpackAsar(
      files.filter(({ path }) => path === 'package.json' || path.startsWith('out/line/')),
      app,
    )
    const line = forkedLineProcess(join(app, 'out/line/child.js'))()
    const said: unknown[] = []
    line.onMessage((message) => said.push(message))
    const ended = new Promise<void>((resolve) => line.onExit(resolve))
    line.post({
      ...{ kind: 'start', sessionFolder: join(folder, 'line-session', 'session'), visible: false, mark: 0 },
      ...{ executablePath: join(folder, 'no-browser'), browserName: 'chromium', browserArgs: [] },
    })
    await ended
    expect(said).toContainEqual({ kind: 'halt', code: 'browser_missing', detail: join(folder, 'no-browser') })
  })

  test.runIf(process.platform === 'linux' && process.arch === 'x64')(
    'what was packed runs: the station of the package answers a window',
    async () => {
      const app = join(folder, 'unpacked')
      await unpackAsar(files, app)
      const { station, until } = superviseBuilt({
        app,
        data: join(folder, 'data'),
        masterKey: Uint8Array.from(newMasterKey()),
      })
      station.restart()
      await until(isReady)
      const console = consoleOf(station)
      await console.setup.startPractice({ language: 'es' })
      expect(await console.setup.status()).toMatchObject({ stage: 'practice' })
      await station.stop()
    },
  )
})
