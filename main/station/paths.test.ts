import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { dataDirectory } from './paths.ts'

describe('dataDirectory', () => {
  test.each([
    ['Windows', 'win32', { LOCALAPPDATA: 'D:\\Datos\\Local' }, 'C:\\Users\\ana', 'D:\\Datos\\Local\\Ventanilla'],
    ['Windows without its variable', 'win32', {}, 'C:\\Users\\ana', 'C:\\Users\\ana\\AppData\\Local\\Ventanilla'],
    ['macOS', 'darwin', {}, '/Users/ana', '/Users/ana/Library/Application Support/Ventanilla'],
    ['Linux', 'linux', {}, '/home/ana', '/home/ana/.local/share/ventanilla'],
    ['Linux with XDG', 'linux', { XDG_DATA_HOME: '/srv/ana' }, '/home/ana', '/srv/ana/ventanilla'],
    [
      'Linux, a relative XDG is ignored',
      'linux',
      { XDG_DATA_HOME: 'x' },
      '/home/ana',
      '/home/ana/.local/share/ventanilla',
    ],
    ['chosen by the person', 'linux', { VENTANILLA_DATA: '/mnt/v' }, '/home/ana', '/mnt/v'],
    ['chosen by the person on Windows', 'win32', { VENTANILLA_DATA: 'E:\\v' }, 'C:\\Users\\ana', 'E:\\v'],
    ['an empty choice is none', 'linux', { VENTANILLA_DATA: '  ' }, '/home/ana', '/home/ana/.local/share/ventanilla'],
  ] as const)('%s', (_case, platform, env, home, expected) => {
    expect(dataDirectory({ platform, env, home })).toBe(expected)
  })

  test('a relative choice is from the current folder', () => {
    expect(dataDirectory({ platform: 'linux', env: { VENTANILLA_DATA: 'datos' }, home: '/home/ana' })).toBe(
      resolve('datos'),
    )
  })
})
