import { defineConfig } from 'vitest/config'

const seconds = (n: number): number => n * 1000

/**
 * `unit` needs nothing but Node. `parity` runs the same specs on SQLite and PostgreSQL, `faults` breaks things on
 * purpose; both start one PostgreSQL for the whole run. `architecture` checks who may import whom. `desktop` tries the
 * shell, its builds and its package as far as that goes without Electron's binary. `whatsapp` drives the real library in
 * a real Chromium against our own WhatsApp Web page, and holds every channel to the same specs.
 * Two workers: the aim is a run that fits a machine of two cores, and the specs of a file stay in order.
 */
export default defineConfig({
  test: {
    maxWorkers: 2,
    restoreMocks: true,
    unstubEnvs: true,
    dangerouslyIgnoreUnhandledErrors: false,
    passWithNoTests: false,
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          include: ['{contract,main,preload,renderer,bench}/**/*.test.{ts,tsx}', 'tests/{support,runner}/**/*.test.ts'],
          testTimeout: seconds(10),
        },
      },
      {
        test: {
          name: 'parity',
          environment: 'node',
          include: ['tests/parity/**/*.test.ts'],
          globalSetup: ['tests/support/postgres-libraries.ts', 'tests/support/postgres-server.ts'],
          testTimeout: seconds(30),
          hookTimeout: seconds(60),
        },
      },
      {
        test: {
          name: 'faults',
          environment: 'node',
          include: ['tests/faults/**/*.test.ts'],
          globalSetup: ['tests/support/postgres-libraries.ts', 'tests/support/postgres-server.ts'],
          testTimeout: seconds(120),
          hookTimeout: seconds(60),
        },
      },
      {
        test: {
          name: 'desktop',
          environment: 'node',
          include: ['tests/desktop/*.test.ts'],
          globalSetup: ['tests/desktop/global-build.ts'],
          testTimeout: seconds(120),
          hookTimeout: seconds(120),
        },
      },
      {
        test: {
          name: 'whatsapp',
          environment: 'node',
          include: ['tests/{whatsapp,conformance}/**/*.test.ts'],
          testTimeout: seconds(60),
          hookTimeout: seconds(60),
        },
      },
      {
        test: {
          name: 'architecture',
          environment: 'node',
          include: ['tests/architecture/*.test.ts'],
          testTimeout: seconds(60),
          hookTimeout: seconds(60),
        },
      },
    ],
  },
})
