import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { importRules } from './rules.ts'
import { readSourceTree } from './source-tree.ts'
import { violations } from './violations.ts'

const fixtures = join(import.meta.dirname, 'fixtures')
const folders = (await readdir(fixtures)).sort()
const otherRules = [
  'desktop-loads-no-area',
  'line-numbers-in-the-policy',
  'no-cycles',
  'pacing-in-the-policy',
  'rules-compute-on-values',
  'rules-know-no-clock',
]

describe('each rule of the house fires, alone, on a tree that breaks it', () => {
  test('every rule has such a tree', () => {
    expect(folders).toEqual([...importRules.map((rule) => rule.name), ...otherRules].sort())
  })

  test.each(folders)('%s', async (folder) => {
    const found = violations(await readSourceTree(join(fixtures, folder)))
    expect(found.map((violation) => violation.rule)).toEqual([folder])
  })
})
