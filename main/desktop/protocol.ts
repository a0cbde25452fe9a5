import { consolePages } from '../station/console-pages.ts'
import { mayNavigate } from './guards.ts'

/** Answers a window's requests from the built console in `root`; other addresses are none of it. */
export function windowPages(root: string) {
  const pages = consolePages(root)
  return (request: { readonly method: string; readonly url: string }): Promise<Response> | Response =>
    mayNavigate(request.url) ? pages(request) : new Response(null, { status: 404 })
}
