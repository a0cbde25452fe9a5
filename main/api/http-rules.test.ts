import { describe, expect, it } from 'vitest'
import { cookieFor, isOwnHost, isOwnOrigin, tokenOf } from './http-rules.ts'

describe('isOwnHost', () => {
  it.each(['127.0.0.1:8080', 'localhost:8080', '[::1]:8080', 'LOCALHOST:8080'])('knows %s', (host) =>
    expect(isOwnHost(host, 8080)).toBe(true),
  )
  it.each([
    'evil.example',
    'evil.example:8080',
    '127.0.0.1:9999',
    '127.0.0.1',
    '',
    undefined,
    '127.0.0.1.evil.example:8080',
  ])('refuses %s', (host) => expect(isOwnHost(host, 8080)).toBe(false))
})

describe('isOwnOrigin', () => {
  it('lets a program without a page through', () => expect(isOwnOrigin(undefined, 8080)).toBe(true))
  it('knows its own page', () => expect(isOwnOrigin('http://127.0.0.1:8080', 8080)).toBe(true))
  it.each(['null', 'http://evil.example', 'https://127.0.0.1:8080', 'http://127.0.0.1:8081', 'file://'])(
    'refuses %s',
    (origin) => expect(isOwnOrigin(origin, 8080)).toBe(false),
  )
})

describe('tokenOf', () => {
  const token = 'a'.repeat(43)
  it('reads a bearer header', () => expect(tokenOf({ authorization: `Bearer ${token}` })).toBe(token))
  it('reads the cookie among others', () => expect(tokenOf({ cookie: `x=1; ventanilla=${token}; y=2` })).toBe(token))
  it.each([{}, { cookie: 'other=1' }, { authorization: 'Basic abc' }, { cookie: 'ventanilla=' }])(
    'finds none in %j',
    (headers) => expect(tokenOf(headers)).toBeNull(),
  )
})

it('ends a cookie that is forgotten', () => expect(cookieFor(null)).toContain('Max-Age=0'))
