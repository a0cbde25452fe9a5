import { extname, join, sep } from 'node:path'

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
}

export type PageFile = { readonly path: string; readonly type: string }

/**
 * The file of the built console that answers the path of a URL, or null when none may. A path without an extension is a place
 * inside the console and answers its page. Nothing outside `root` is ever named; only known types are served.
 */
export function pageFile(pathname: string, root: string): PageFile | null {
  const segments = decodedSegments(pathname)
  if (!segments) return null
  const extension = extname(segments.at(-1) ?? '').toLowerCase()
  if (extension === '') return { path: join(root, 'index.html'), type: types['.html'] ?? '' }
  const type = types[extension]
  const path = join(root, ...segments)
  return type && path.startsWith(root.endsWith(sep) ? root : root + sep) ? { path, type } : null
}

/** Parts of a URL's path, or null when one of them is not the plain name of a file or folder. */
function decodedSegments(pathname: string): readonly string[] | null {
  try {
    const segments = pathname.split('/').filter(Boolean).map(decodeURIComponent)
    return segments.every(isPlainName) ? segments : null
  } catch {
    return null
  }
}

/** Letters, digits and `._-@`, not starting with a dot: no separators, drives, streams or device names' colons. */
const isPlainName = (segment: string) => /^[\w@-][\w@.-]*$/.test(segment)
