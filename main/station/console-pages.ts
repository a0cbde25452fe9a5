import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { contentPolicy, noncePlaceholder } from './content-policy.ts'
import { pageFile } from './page-files.ts'

const headers = (type: string, cache: string): Record<string, string> => ({
  'content-type': type,
  'cache-control': cache,
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
})

/** Files under `assets/` carry a hash of what they hold in their name. */
const cacheFor = (pathname: string) =>
  pathname.startsWith('/assets/') ? 'private, max-age=31536000, immutable' : 'no-store'

/**
 * Answers requests for the built console in `root`, for a window and for a browser alike. A page gets a fresh nonce
 * each time. Files are read when asked for, since the console may be built again while it is served.
 */
export function consolePages(root: string) {
  return async (request: { readonly method: string; readonly url: string }): Promise<Response> => {
    const { pathname } = new URL(request.url)
    const file = request.method === 'GET' ? pageFile(pathname, root) : null
    const bytes = file && (await readFile(file.path).catch(() => null))
    if (!file || !bytes) return new Response(null, { status: 404 })
    if (!file.type.startsWith('text/html'))
      return new Response(bytes, { headers: headers(file.type, cacheFor(pathname)) })
    const nonce = randomBytes(16).toString('base64')
    return new Response(bytes.toString('utf8').replaceAll(noncePlaceholder, nonce), {
      headers: { ...headers(file.type, 'no-store'), 'content-security-policy': contentPolicy(nonce) },
    })
  }
}
