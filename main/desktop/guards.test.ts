import { describe, expect, test } from 'vitest'
import { mayNavigate, mayOpenExternal, mayUse } from './guards.ts'

describe('mayNavigate', () => {
  test.each(['app://ventanilla/', 'app://ventanilla/index.html', 'app://ventanilla/bandeja?view=mine#x'])(
    '%s: yes',
    (url) => {
      expect(mayNavigate(url)).toBe(true)
    },
  )

  test.each([
    'https://example.org/',
    'app://otra/',
    'app://ventanilla.example.org/',
    'app://ventanilla:8080/',
    'app://ana@ventanilla/',
    'APPS://ventanilla/',
    'file:///etc/passwd',
    'about:blank',
    'javascript:alert(1)',
    'data:text/html,hola',
    'blob:app://ventanilla/1',
    'ventanilla',
    '',
  ])('%s: no', (url) => {
    expect(mayNavigate(url)).toBe(false)
  })
})

describe('mayOpenExternal', () => {
  test.each([
    'https://sede.example.org/tramite?id=1',
    'HTTPS://EXAMPLE.ORG',
    'mailto:oficina@example.org',
    'tel:+34700000001',
  ])('%s: yes', (url) => {
    expect(mayOpenExternal(url)).toBe(true)
  })

  test.each([
    'http://example.org/',
    'https://ana:clave@example.org/',
    'https://',
    'mailto:',
    'tel:',
    'file:///C:/Windows/System32/calc.exe',
    'file://servidor/recurso',
    'smb://servidor/recurso',
    'ms-msdt:/id PCWDiagnostic',
    'ms-officecmd:{}',
    'vscode://file/x',
    'javascript:alert(1)',
    'data:text/html,hola',
    'blob:https://example.org/1',
    'app://ventanilla/',
    'ftp://example.org/',
    '\\\\servidor\\recurso',
    'C:\\Windows\\System32\\calc.exe',
    'https:\u0000//example.org',
    '',
    `https://example.org/${'a'.repeat(2048)}`,
  ])('%s: no', (url) => {
    expect(mayOpenExternal(url)).toBe(false)
  })
})

describe('mayUse', () => {
  test.each([
    ['notifications', 'app://ventanilla/', true],
    ['clipboard-sanitized-write', 'app://ventanilla/', true],
    ['notifications', 'https://example.org/', false],
    ['notifications', '', false],
    ['clipboard-read', 'app://ventanilla/', false],
    ['media', 'app://ventanilla/', false],
    ['geolocation', 'app://ventanilla/', false],
    ['openExternal', 'app://ventanilla/', false],
    ['fileSystem', 'app://ventanilla/', false],
    ['usb', 'app://ventanilla/', false],
    ['unknown', 'app://ventanilla/', false],
  ])('%s for %s: %s', (permission, origin, allowed) => {
    expect(mayUse(permission, origin)).toBe(allowed)
  })
})
