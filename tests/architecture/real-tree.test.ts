import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readSourceTree } from './source-tree.ts'
import { violations } from './violations.ts'

const root = join(import.meta.dirname, '../..')

test('no file imports what it must never import', async () => {
  const tree = await readSourceTree(root)
  const found = violations(tree).map(({ rule, where, why }) => `${rule}: ${where}\n    (${why})`)

  expect(tree.files).toContain('contract/index.ts')
  expect(tree.files).toContain('main/store/store.ts')
  expect(found.join('\n')).toBe('')
})
