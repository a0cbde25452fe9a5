import { describe, expect, it } from 'vitest'
import { browserPlaces, forbidding, parsePolicyFile, parseRegistry, policyKeys } from './browser-places.ts'

describe('where browsers live', () => {
  it('asks for Edge first on Windows, under every program folder', () => {
    const places = browserPlaces('win32', {
      'ProgramFiles(x86)': 'C:\\Program Files (x86)',
      ProgramFiles: 'C:\\Program Files',
      ProgramW6432: 'C:\\Program Files',
      LOCALAPPDATA: 'C:\\Users\\u\\AppData\\Local',
    })
    expect(places[0]).toEqual({
      name: 'edge',
      path: 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
    })
    expect(places).toHaveLength(9)
    expect(places.map((place) => place.name)).toEqual([
      ...Array(3).fill('edge'),
      ...Array(3).fill('chrome'),
      ...Array(3).fill('chromium'),
    ])
  })

  it('finds none on a Windows without variables', () => expect(browserPlaces('win32', {})).toEqual([]))

  it('knows the applications of a Mac and of its user', () =>
    expect(browserPlaces('darwin', { HOME: '/Users/u' }).map((place) => place.path)).toContain(
      '/Users/u/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    ))

  it('follows the PATH on Linux, without relative folders', () => {
    const paths = browserPlaces('linux', { PATH: '/opt/bin:.:/usr/bin' }).map((place) => place.path)
    expect(paths[0]).toBe('/opt/bin/microsoft-edge-stable')
    expect(paths).toContain('/snap/bin/chromium')
    expect(paths.every((path) => path.startsWith('/'))).toBe(true)
  })
})

describe('policies', () => {
  const printed = [
    '',
    'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Edge',
    '    RemoteDebuggingAllowed    REG_DWORD    0x0',
    '    DeveloperToolsAvailability    REG_DWORD    0x2',
    '    HomepageLocation    REG_SZ    REG_DWORD 0x1',
    '',
  ].join('\r\n')

  it('reads what reg query prints', () =>
    expect([...parseRegistry(printed)]).toEqual([
      ['RemoteDebuggingAllowed', 0],
      ['DeveloperToolsAvailability', 2],
    ]))

  it.each(['', 'ERROR: The system was unable to find the specified registry key.', '    X    REG_DWORD    0xZZ'])(
    'reads nothing from %j',
    (text) => expect(parseRegistry(text).size).toBe(0),
  )

  it('names the policy that forbids', () => {
    expect(forbidding([parseRegistry(printed)])).toBe('RemoteDebuggingAllowed')
    expect(forbidding([new Map([['DeveloperToolsAvailability', 2]])])).toBe('DeveloperToolsAvailability')
    expect(forbidding([new Map([['DeveloperToolsAvailability', 1]])])).toBeNull()
  })

  it('lets the machine outrank the user', () =>
    expect(forbidding([new Map([['RemoteDebuggingAllowed', 1]]), new Map([['RemoteDebuggingAllowed', 0]])])).toBeNull())

  it('reads policy files of Linux', () => {
    expect(parsePolicyFile('{"RemoteDebuggingAllowed": false}').get('RemoteDebuggingAllowed')).toBe(0)
    expect(parsePolicyFile('not json').size).toBe(0)
    expect(parsePolicyFile('null').size).toBe(0)
  })

  it('asks the keys of the browser that runs', () => expect(policyKeys('chrome')[0]).toContain('Google\\Chrome'))
})
