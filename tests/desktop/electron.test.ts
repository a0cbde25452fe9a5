import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, type ElectronApplication } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { desktopBridgeKeys } from '../../contract/desktop.ts'
import { findElectron, hasDisplay } from '../../main/desktop/launch/electron-binary.ts'

const project = join(import.meta.dirname, '..', '..')
const program = findElectron(project, process.env)
const reason = whyNot()

/** Why the real window cannot be tried on this machine; null where it can. */
function whyNot(): string | null {
  if (!program) return "Electron's program is not on this machine (it is downloaded at the first start with a display)"
  return hasDisplay(process.platform, process.env) ? null : 'there is no display'
}

let folder = ''
let app: ElectronApplication | null = null

beforeAll(async () => {
  if (reason || !program) return
  folder = await mkdtemp(join(tmpdir(), 'ventanilla-electron-'))
  app = await _electron.launch({
    executablePath: program,
    args: process.getuid?.() === 0 ? ['--no-sandbox', project] : [project],
    env: { ...(process.env as Record<string, string>), VENTANILLA_DATA: folder },
  })
})
afterAll(async () => {
  await app?.close()
  if (folder) await rm(folder, { recursive: true })
})

/** A spec of the real window; reported as skipped, with the reason, where there can be none. */
function windowTest(name: string, spec: (app: ElectronApplication) => Promise<void>): void {
  test(reason ? `${name} [skipped: ${reason}]` : name, async ({ skip }) => {
    skip(reason !== null, reason ?? '')
    if (app) await spec(app)
  })
}

describe('the real window', () => {
  windowTest('shows the first screen, over its own protocol', async (running) => {
    const page = await running.firstWindow()
    expect(page.url()).toBe('app://ventanilla/')
    await page.getByText('Probar con un pueblo de práctica').waitFor()
  })

  windowTest('a page sees the bridge and nothing of Node', async (running) => {
    const page = await running.firstWindow()
    const seen = await page.evaluate(
      "({ keys: Object.keys(window.ventanilla).sort(), node: typeof require + typeof process, opened: String(window.open('https://example.org')) })",
    )
    expect(seen).toEqual({ keys: [...desktopBridgeKeys].sort(), node: 'undefinedundefined', opened: 'null' })
  })

  windowTest('the practice town answers through the port', async (running) => {
    const page = await running.firstWindow()
    await page.getByText('Probar con un pueblo de práctica').click()
    await page.getByText('Bandeja').first().waitFor()
  })
})
