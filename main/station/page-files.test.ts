import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { pageFile } from './page-files.ts'

const root = join(import.meta.dirname, 'page')
const page = { path: join(root, 'index.html'), type: 'text/html; charset=utf-8' }

describe('pageFile', () => {
  test.each(['/', '/bandeja', '/bandeja/0192-ab'])('%s is the console', (url) => {
    expect(pageFile(url, root)).toEqual(page)
  })

  test('files of the build', () => {
    expect(pageFile('/assets/index-B2c_9-.js', root)).toEqual({
      path: join(root, 'assets', 'index-B2c_9-.js'),
      type: 'text/javascript; charset=utf-8',
    })
    expect(pageFile('/assets/a.woff2', root)?.type).toBe('font/woff2')
  })

  test.each([
    '/%2e%2e%2f%2e%2e%2fsecret.json',
    '/..%2fsecret.json',
    '/..%5csecret.json',
    '/assets/..%2F..%2Fsecret.js',
    '/C%3A%5CWindows%5Cwin.json',
    '/a.js%00.png',
    '/index.html%3A%3A$DATA.js',
    '/.env.json',
    '/%E0%A4%A.js',
    '/program.exe',
    '/a.js.map',
  ])('%s is refused', (url) => {
    expect(pageFile(url, root)).toBeNull()
  })

  test('plain dots cannot climb', () => expect(pageFile('/../../secret.json', root)).toBeNull())
})
