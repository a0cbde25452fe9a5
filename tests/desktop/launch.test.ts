import { type ChildProcess, spawn } from 'node:child_process'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const project = join(import.meta.dirname, '..', '..')

let folder = ''
let started: { readonly child: ChildProcess; readonly ended: Promise<unknown> }[] = []
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ventanilla-launch-'))
  started = []
})
afterEach(async () => {
  for (const { child, ended } of started) {
    child.kill('SIGTERM')
    await ended
  }
  await rm(folder, { recursive: true })
})

/** `npm start` on a machine described by `env`; its words as they come. */
function launch(env: Record<string, string>, ...args: string[]) {
  const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...machine } = process.env
  const child = spawn(process.execPath, [join(project, 'main/desktop/launch.ts'), ...args], {
    env: { ...machine, LC_ALL: 'es_ES.UTF-8', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const lines: string[] = []
  const waiting: { wants: RegExp; tell: (line: string) => void }[] = []
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line)
      for (const waiter of waiting) if (waiter.wants.test(line)) waiter.tell(line)
    })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  started.push({ child, ended })
  const said = async (wants: RegExp): Promise<string> => {
    const line = lines.find((before) => wants.test(before))
    if (line) return line
    const waiter = Promise.withResolvers<string>()
    waiting.push({ wants, tell: waiter.resolve })
    return Promise.race([
      waiter.promise,
      ended.then(() => {
        throw new Error(`It ended without saying ${wants}:\n${lines.join('\n')}`)
      }),
    ])
  }
  return { child, lines, said, ended }
}

const addressIn = (line: string) => /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0] ?? ''

describe.skipIf(process.platform === 'win32')('npm start', () => {
  test('without a display: says why, serves the console, and ends when asked', async () => {
    const { child, lines, said, ended } = launch({}, '--data', join(folder, 'data'), '--port', '0')
    const url = addressIn(await said(/127\.0\.0\.1/))
    expect(lines[0]).toContain('No hay pantalla')
    expect(await (await fetch(`${url}/health`)).json()).toMatchObject({ status: 'ok', stage: 'first_run' })
    const page = await fetch(url)
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(await page.text()).toContain('<div id="root">')
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
  })

  test('speaks the language of the terminal', async () => {
    const { lines, said } = launch({ LC_ALL: 'en_GB.UTF-8' }, '--data', join(folder, 'data'), '--port', '0')
    await said(/Ventanilla is at/)
    expect(lines[0]).toContain('There is no display')
  })

  test('a station that cannot start is a sentence and a bad end', async () => {
    await writeFile(join(folder, 'data'), 'a file where the folder should be')
    const { lines, ended } = launch({}, '--data', join(folder, 'data'), '--port', '0')
    expect(await ended).toBe(1)
    expect(lines.at(-1)).toMatch(/^La estación no puede arrancar \(\w+\): /)
  })

  describe('with a display', () => {
    /** Stands in for Electron's program, to see how it is called and what happens when it breaks. */
    async function electron(script: string): Promise<Record<string, string>> {
      const program = join(folder, 'electron')
      await writeFile(program, `#!/bin/sh\n${script}\n`)
      await chmod(program, 0o755)
      return { DISPLAY: ':99', ELECTRON_OVERRIDE_DIST_PATH: folder }
    }

    test('Electron gets the built product', async () => {
      const env = await electron(
        `echo "$@" > '${join(folder, 'called')}'; echo "$VENTANILLA_DATA" >> '${join(folder, 'called')}'`,
      )
      const { lines, ended } = launch(env, '--data', join(folder, 'data'))
      expect(await ended).toBe(0)
      expect(lines.at(-1)).toBe('Abriendo la ventana de Ventanilla.')
      expect(await readFile(join(folder, 'called'), 'utf8')).toBe(`${project}\n${join(folder, 'data')}\n`)
      const { main } = JSON.parse(await readFile(join(project, 'package.json'), 'utf8'))
      expect(await readFile(join(project, main), 'utf8')).toContain('runShell')
    })

    test('an Electron that cannot open a window leaves the console in the browser', async () => {
      const env = await electron('echo "The SUID sandbox helper binary was found" >&2; exit 133')
      const { said } = launch(env, '--data', join(folder, 'data'), '--port', '0', '--no-browser')
      await said(/Electron no ha podido abrir una ventana/)
      expect((await fetch(`${addressIn(await said(/Ventanilla está en/))}/health`)).status).toBe(200)
    })
  })

  describe('with a display and no Electron', () => {
    let source: Server
    let asked: string[]
    beforeEach(async () => {
      asked = []
      source = createServer((request, response) => {
        asked.push(`${request.method} ${request.url}`)
        response.writeHead(404).end()
      })
      await new Promise<void>((resolve) => source.listen(0, '127.0.0.1', resolve))
    })
    afterEach(() => new Promise((resolve) => source.close(resolve)))

    const without = (more: Record<string, string>) => ({
      DISPLAY: ':99',
      ELECTRON_OVERRIDE_DIST_PATH: join(folder, 'nothing'),
      ...more,
    })

    test('a source that does not answer costs nothing but a sentence', async () => {
      const { port } = source.address() as AddressInfo
      await new Promise((resolve) => source.close(resolve))
      const env = without({ ELECTRON_MIRROR: `http://127.0.0.1:${port}/` })
      const { lines, said } = launch(env, '--data', join(folder, 'data'), '--port', '0', '--no-browser')
      await said(/Ventanilla está en/)
      expect(lines[0]).toContain('Electron no está descargado y ahora no se puede descargar')
    })

    test('a person can refuse the download', async () => {
      const { port } = source.address() as AddressInfo
      const env = without({ ELECTRON_MIRROR: `http://127.0.0.1:${port}/`, VENTANILLA_DOWNLOAD_ELECTRON: '0' })
      const { lines, said } = launch(env, '--data', join(folder, 'data'), '--port', '0', '--no-browser')
      await said(/Ventanilla está en/)
      expect(lines[0]).toContain('VENTANILLA_DOWNLOAD_ELECTRON=0')
      expect(asked).toEqual([])
    })

    test('a source that answers is asked for it; a download that fails is not the end', async () => {
      const { port } = source.address() as AddressInfo
      const env = without({
        ELECTRON_MIRROR: `http://127.0.0.1:${port}/`,
        electron_config_cache: join(folder, 'cache'),
      })
      const { lines, said } = launch(env, '--data', join(folder, 'data'), '--port', '0', '--no-browser')
      await said(/Ventanilla está en/)
      expect(lines[0]).toContain('Descargando Electron')
      expect(asked[0]).toBe('HEAD /')
      expect(asked.slice(1).some((request) => request.includes('electron-v'))).toBe(true)
    })
  })
})
