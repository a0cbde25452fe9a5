import { join } from 'node:path'
import { oneCheck, playwrightCounts, type ReadCounts, vitestCounts } from './reports.ts'

export const root = join(import.meta.dirname, '../..')
const modules = 'node_modules'
const reports = join(root, 'out/test-reports')

/** One step of the run: a command of the project's own tools and how to count what it did. */
export type Stage = {
  readonly name: string
  readonly does: string
  /** Script, from the root of the project, and its arguments; run by this Node. */
  readonly command: readonly [string, ...string[]]
  readonly environment: Readonly<Record<string, string>>
  /** File the runner writes its report to. */
  readonly report: string
  readonly counts: ReadCounts
  /** Part of `npm run check`. */
  readonly fast: boolean
}

const reportOf = (name: string): string => join(reports, `${name}.json`)

function tool(name: string, does: string, ...command: Stage['command']): Stage {
  return { name, does, command, environment: {}, report: reportOf(name), counts: oneCheck, fast: true }
}

function types(name: string, project: string): Stage {
  return tool(name, `TypeScript, ${project}`, `${modules}/typescript/bin/tsc`, '-p', project)
}

function vitest(name: string, does: string, fast: boolean): Stage {
  const report = reportOf(name)
  const command: Stage['command'] = [
    `${modules}/vitest/vitest.mjs`,
    'run',
    `--project=${name}`,
    '--reporter=dot',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]
  return { name, does, command, environment: {}, report, counts: vitestCounts, fast }
}

/** In this order: what is quick and breaks most often first. */
export const stages: readonly Stage[] = [
  types('types', '.'),
  types('types-console', 'renderer'),
  types('types-browser-tests', 'tests/e2e'),
  types('types-whatsapp-page', 'tests/whatsapp/fake/page'),
  tool('lint', 'Biome: habits and layout', `${modules}/@biomejs/biome/bin/biome`, 'ci', '--max-diagnostics=200', '.'),
  tool('unused', 'Knip: files, exports and packages nobody uses', `${modules}/knip/bin/knip.js`, '--no-progress'),
  vitest('architecture', 'who may import whom', true),
  vitest('unit', 'rules and parts on their own', true),
  {
    ...tool('build', 'Vite: the console and the program, where stale', 'main/desktop/launch.ts', '--build'),
    fast: false,
  },
  vitest('parity', 'the same specs on SQLite and PostgreSQL', false),
  vitest('faults', 'power cuts, bad input, broken lines', false),
  vitest('whatsapp', 'the real WhatsApp library in Chromium against our own page and telephone', false),
  vitest('desktop', 'the shell, its supervisor, its builds and its package', false),
  {
    name: 'e2e',
    does: 'Chromium against a real station',
    command: [`${modules}/@playwright/test/cli.js`, 'test', '--reporter=line,json'],
    environment: { PLAYWRIGHT_JSON_OUTPUT_NAME: reportOf('e2e') },
    report: reportOf('e2e'),
    counts: playwrightCounts,
    fast: false,
  },
]
