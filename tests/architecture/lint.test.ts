import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')

/** One file for each habit that only the linter watches, and the rule of Biome that must refuse it. */
const refused = [
  ['noDefaultExport', 'main/default.ts', 'export default 1\n'],
  ['noExplicitAny', 'main/any.ts', 'export const x = (value: any) => String(value)\n'],
  ['noTsIgnore', 'main/ignore.ts', '// @ts-ignore\nexport const x: string = 1\n'],
  ['noConsole', 'main/console.ts', "export const x = () => console.log('x')\n"],
  ['noEnum', 'main/enum.ts', 'export enum Kind {\n  a = 1,\n}\n'],
  ['noFloatingPromises', 'main/floating.ts', 'async function x() {}\nexport const y = () => {\n  x()\n}\n'],
  ['useFilenamingConvention', 'main/SomeService.ts', 'export const x = 1\n'],
  ['noExcessiveLinesPerFile', 'main/long.ts', 'export const x = 1\n'.repeat(401)],
  ['useAltText', 'renderer/picture.tsx', 'export const Picture = () => <img src="a.png" />\n'],
  [
    'useHookAtTopLevel',
    'renderer/hook.tsx',
    "import { useState } from 'react'\nexport const X = () => {\n  if (Math.random() > 0.5) useState(1)\n  return <p>x</p>\n}\n",
  ],
  [
    'useExhaustiveDependencies',
    'renderer/effect.tsx',
    "import { useEffect } from 'react'\nexport const useX = (a: number) => {\n  useEffect(() => {\n    document.title = String(a)\n  }, [])\n}\n",
  ],
  ['noFocusedTests', 'main/focused.test.ts', "test.only('x', () => {})\n"],
  ['noSkippedTests', 'main/skipped.test.ts', "test.skip('x', () => {})\n"],
] as const

const folder = await mkdtemp(join(tmpdir(), 'lint-'))
const found = new Map<string, string[]>()

beforeAll(async () => {
  for (const name of ['biome.json', 'package.json', '.gitignore']) await cp(join(root, name), join(folder, name))
  await write('main/clean.ts', 'export const clean = 1\n')
  for (const [, path, source] of refused) await write(path, source)
  const report: { diagnostics: { category: string; location: { path: string } }[] } = JSON.parse(await lint())
  for (const { category, location } of report.diagnostics) {
    found.set(location.path, [...(found.get(location.path) ?? []), category.split('/').at(-1) ?? ''])
  }
})
afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
})

async function write(path: string, source: string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true })
  await writeFile(join(folder, path), source)
}

async function lint(): Promise<string> {
  const biome = join(root, 'node_modules/@biomejs/biome/bin/biome')
  return new Promise((done) => {
    execFile(
      process.execPath,
      [biome, 'lint', '--reporter=json', '--max-diagnostics=none'],
      { cwd: folder },
      (_, out) => done(out),
    )
  })
}

describe('Biome, with the rules of this repository, refuses', () => {
  test.each(refused)('%s', (rule, path) => {
    expect(found.get(path)).toContain(rule)
  })

  test('and lets a clean file pass', () => {
    expect(found.get('main/clean.ts')).toBeUndefined()
  })
})
