import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { pageFile } from './page-files.ts'

const root = join(import.meta.dirname, 'page')
const page = { path: join(root, 'index.html'), type: 'text/html; charset=utf-8' }

describe('pageFile', () => {
  test.each(['app://ventanilla/', 'app://ventanilla/bandeja', 'app://ventanilla/bandeja/0192-ab?view=mine#ultimo'])(
    '%s is the console',
    (url) => {
      expect(pageFile(url, root)).toEqual(page)
    },
  )

  test('files of the build', () => {
    expect(pageFile('app://ventanilla/assets/index-B2c_9-.js', root)).toEqual({
      path: join(root, 'assets', 'index-B2c_9-.js'),
      type: 'text/javascript; charset=utf-8',
    })
    expect(pageFile('app://ventanilla/assets/a.woff2?x=1', root)?.type).toBe('font/woff2')
  })

  test.each([
    'app://ventanilla/%2e%2e%2f%2e%2e%2fsecret.json',
    'app://ventanilla/..%2fsecret.json',
    'app://ventanilla/..%5csecret.json',
    'app://ventanilla/assets/..%2F..%2Fsecret.js',
    'app://ventanilla/C%3A%5CWindows%5Cwin.json',
    'app://ventanilla/a.js%00.png',
    'app://ventanilla/index.html%3A%3A$DATA.js',
    'app://ventanilla/.env.json',
    'app://ventanilla/%E0%A4%A.js',
    'app://ventanilla/program.exe',
    'app://ventanilla/a.js.map',
    'app://otra/index.html',
    'file:///etc/passwd',
    'https://ventanilla/index.html',
  ])('%s is refused', (url) => {
    expect(pageFile(url, root)).toBeNull()
  })

  test('plain dots cannot climb: the address itself removes them', () => {
    expect(pageFile('app://ventanilla/../../secret.json', root)).toEqual({
      path: join(root, 'secret.json'),
      type: 'application/json; charset=utf-8',
    })
  })
})
