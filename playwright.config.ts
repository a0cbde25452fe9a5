import { defineConfig } from '@playwright/test'
import { unpackedChromium } from './tests/support/chromium.ts'

/** The browser that came with `npm ci` on Linux; elsewhere the Chrome of the machine, as no package carries one. */
async function browser() {
  if (process.platform !== 'linux') return { channel: 'chrome' }
  const { executablePath, args, env } = await unpackedChromium()
  return { executablePath, args: [...args], env: { ...env } }
}

/** Real Chromium against a real station; each spec starts its own, on its own data folder and port. */
export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['line']],
  use: {
    browserName: 'chromium',
    headless: true,
    launchOptions: await browser(),
    actionTimeout: 10_000,
    viewport: { width: 1280, height: 800 },
    locale: 'es-ES',
    timezoneId: 'Europe/Madrid',
    screenshot: 'only-on-failure',
    trace: 'off',
  },
})
