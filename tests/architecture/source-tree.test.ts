import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readSourceTree } from './source-tree.ts'

let root = ''

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'source-tree-'))
})
afterEach(async () => {
  await rm(root, { recursive: true, force: true })
})

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true })
  await writeFile(join(root, path), text)
}

async function reached(text: string): Promise<readonly string[]> {
  await write('main/b.ts', 'export type B = 1\nexport const b = 1\n')
  await write('main/a.ts', text)
  const { imports } = await readSourceTree(root)
  return imports.map(({ kind, name, typeOnly, line }) => `${line} ${kind} ${name}${typeOnly ? ' types' : ''}`)
}

describe('a source tree shows every way to reach another file', () => {
  test.each([
    ['a value', `\nimport { b } from './b.ts'`, '2 file main/b.ts'],
    ['types', `import type { B } from './b.ts'`, '1 file main/b.ts types'],
    ['types named one by one', `import { type B } from './b.ts'`, '1 file main/b.ts types'],
    ['a type beside a value', `import { type B, b } from './b.ts'`, '1 file main/b.ts'],
    ['for its effect', `import './b.ts'`, '1 file main/b.ts'],
    ['passed on', `export { b } from './b.ts'`, '1 file main/b.ts'],
    ['all passed on', `export * from './b.ts'`, '1 file main/b.ts'],
    ['types passed on', `export type { B } from './b.ts'`, '1 file main/b.ts types'],
    ['when needed', `export const load = () => import('./b.ts')`, '1 file main/b.ts'],
    ['the type of a module', `export type M = typeof import('./b.ts')`, '1 file main/b.ts types'],
    ['a type in place', `export type T = import('./b.ts').B`, '1 file main/b.ts types'],
    ['as a worker', `export const w = new URL('./b.ts', import.meta.url)`, '1 file main/b.ts'],
    ['required', `const b = require('./b.ts')`, '1 file main/b.ts'],
    ['a package', `import x from '@scope/name/deep/file.js'`, '1 package @scope/name'],
    ['a built-in', `import fs from 'node:fs/promises'`, '1 builtin node:fs/promises'],
    ['a built-in by its old name', `import fs from 'fs'`, '1 builtin node:fs'],
    ['nothing', `import './gone.ts'`, '1 missing main/gone.ts'],
  ])('%s', async (_, text, expected) => {
    expect(await reached(text)).toEqual([expected])
  })

  test('a file that cannot be parsed stops the reading', async () => {
    await expect(reached('import {')).rejects.toThrow('main/a.ts cannot be parsed')
  })

  test.each([
    ['export const t = Date.now()', ['Date.now()']],
    ['export const t = new Date()', ['new Date()']],
    ['export const t = globalThis.performance.now()', ['performance.now()']],
    ['export const t = DateTime.now()', ['DateTime.now()']],
    ['export const t = Math.random()', ['Math.random()']],
    ['export const t = process.env.HOME', ['process.env']],
    ['export const t = (now: number) => new Date(now)', []],
    ['export const t = (now: number) => DateTime.fromMillis(now)', []],
  ])('%s', async (text, expected) => {
    await write('main/a.ts', text)
    const { impurities } = await readSourceTree(root)
    expect(impurities.map(({ what }) => what)).toEqual(expected)
  })
})
