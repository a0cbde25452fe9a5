import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { until } from '../support/station.ts'
import { startStation } from '../support/station-process.ts'

const root = resolve(import.meta.dirname, '../..')
const cli = join(root, 'main/station/cli.ts')

let data = ''
let started: ChildProcess[] = []
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'ventanilla-end-'))
  started = []
})
afterEach(() => {
  for (const child of started) child.kill('SIGKILL')
  rmSync(data, { recursive: true, force: true })
})

/** Starts a program of the project and reads the address of its station from what it says. */
async function start(program: string, args: readonly string[]): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(program, args, { cwd: root, stdio: ['pipe', 'pipe', 'pipe'] })
  started.push(child)
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0]
    if (url) return { child, url }
  }
  throw new Error('it ended without an address')
}

const answers = (url: string) =>
  fetch(`${url}/health`).then(
    () => true,
    () => false,
  )

const gone = (url: string) =>
  until(
    () => answers(url),
    (alive) => !alive,
  )

async function run(args: readonly string[]): Promise<{ code: number; said: string }> {
  const child = spawn(process.execPath, [cli, '--data', data, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += text))
  const [code] = await once(child, 'close')
  return { code, said }
}

describe.skipIf(process.platform === 'win32')('a station', () => {
  const underNpm = ['run', '--silent', 'station', '--', '--practice', '--port', '0', '--speed', 'manual', '--data']

  it('started by npm ends well when npm is asked to', async () => {
    const { child, url } = await start('npm', [...underNpm, data])
    const exit = once(child, 'exit')
    child.kill('SIGTERM')
    expect(await exit).toEqual([0, null])
    expect(await answers(url)).toBe(false)
  })

  it('started by npm does not outlive it', async () => {
    const { child, url } = await start('npm', [...underNpm, data])
    child.kill('SIGKILL')
    await gone(url)
  })

  it('started by the launcher does not outlive it', async () => {
    const launcher = [join(root, 'main/desktop/launch.ts'), '--data', data, '--port', '0', '--no-browser']
    const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...machine } = process.env
    const { child, url } = await start('env', ['-i', `PATH=${machine.PATH}`, process.execPath, ...launcher])
    child.kill('SIGKILL')
    await gone(url)
  })

  it('opens a locked account for whoever owns the machine, also while it runs', async () => {
    const station = await startStation({ data })
    const signIn = (username: string, password: string) =>
      station.call('POST', '/api/session', { username, password }).then(({ status }) => status)
    const password = 'una-frase-bien-larga-7'
    await station.call('POST', '/api/operators', {
      username: 'bruno',
      name: 'Bruno Prueba',
      role: 'operator',
      password,
    })
    for (let n = 0; n < 5; n++) expect(await signIn('bruno', 'otra-cosa')).toBe(401)
    expect(await signIn('bruno', password)).toBe(401)
    expect(await run(['--practice', '--unlock', 'bruno'])).toMatchObject({ code: 0 })
    expect(await signIn('bruno', password)).toBe(200)
    const { body } = await station.call('GET', '/api/audit?action=operator.unlock')
    expect((body as { items: unknown[] }).items).toMatchObject([{ actor: { kind: 'system' }, detail: 'machine' }])
    expect((await run(['--practice', '--unlock', 'nadie'])).said).toContain('NOT_FOUND')
    expect(await station.stop()).toBe(0)
  })

  it('has no account to open where nothing was set up', async () => {
    expect(await run(['--unlock', 'bruno'])).toMatchObject({ code: 1, said: expect.stringContaining('NOT_SET_UP') })
  })
})
