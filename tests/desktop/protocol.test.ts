import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { windowPages } from '../../main/desktop/protocol.ts'
import { noncePlaceholder } from '../../main/station/content-policy.ts'

let folder = ''
let root = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ventanilla-pages-'))
  root = join(folder, 'renderer')
  await mkdir(join(root, 'assets'), { recursive: true })
  await writeFile(join(root, 'index.html'), `<meta property="csp-nonce" nonce="${noncePlaceholder}">`)
  await writeFile(join(root, 'assets', 'a.js'), 'export {}')
  await writeFile(join(folder, 'secret.json'), '{}')
})
afterAll(() => rm(folder, { recursive: true }))

const get = (path: string, method = 'GET') => windowPages(root)({ method, url: `app://ventanilla${path}` })

describe('windowPages', () => {
  test('a page comes with a strict policy and a nonce of its own', async () => {
    const [first, second] = [await get('/'), await get('/bandeja')]
    const nonceOf = async (page: Response) => /nonce="([^"]+)"/.exec(await page.text())?.[1] ?? ''
    const nonces = [await nonceOf(first), await nonceOf(second)]
    expect(nonces[0]).toHaveLength(24)
    expect(nonces[0]).not.toBe(nonces[1])
    const policy = first.headers.get('content-security-policy') ?? ''
    expect(policy).toContain(`style-src 'self' 'nonce-${nonces[0]}'`)
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toMatch(/unsafe|https?:|\*/)
  })

  test('a script comes as a script', async () => {
    const script = await get('/assets/a.js')
    expect(script.status).toBe(200)
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    expect(script.headers.get('x-content-type-options')).toBe('nosniff')
    expect(await script.text()).toBe('export {}')
  })

  test.each(['/assets/none.js', '/..%2fsecret.json', '/../secret.json'])('%s is not there', async (path) => {
    expect((await get(path)).status).toBe(404)
  })

  test('nothing but reading', async () => {
    expect((await get('/', 'POST')).status).toBe(404)
  })
})
