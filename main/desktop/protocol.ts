import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { contentPolicy, noncePlaceholder } from '../station/content-policy.ts'
import { pageFile } from './page-files.ts'

const headers = (type: string): Record<string, string> => ({
  'content-type': type,
  'cache-control': 'no-store',
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
})

/** Answers a window's requests from the built console in `root`. A page gets a fresh nonce each time. */
export function consolePages(root: string) {
  return async (request: { readonly method: string; readonly url: string }): Promise<Response> => {
    const file = request.method === 'GET' ? pageFile(request.url, root) : null
    if (!file) return new Response(null, { status: 404 })
    const bytes = await readFile(file.path).catch(() => null)
    if (!bytes) return new Response(null, { status: 404 })
    if (!file.type.startsWith('text/html')) return new Response(bytes, { headers: headers(file.type) })
    const nonce = randomBytes(16).toString('base64')
    return new Response(bytes.toString('utf8').replaceAll(noncePlaceholder, nonce), {
      headers: { ...headers(file.type), 'content-security-policy': contentPolicy(nonce) },
    })
  }
}
